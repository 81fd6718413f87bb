// SPDX-License-Identifier: Apache-2.0
// A file is judged if everything that is loaded with it is known: files of the bundle, and of a system that was read,
// by their symbol tables. The C library and the compiler's runtime are known by their names. A symbol that any file of
// the deployment defines counts as found, wherever the file lies: it may be loaded before with RTLD_GLOBAL, as torch
// loads its own libraries (torch/__init__.py).
#include "loader/symbols.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "facts/c_libraries.hpp"
#include "facts/python_symbols.hpp"
#include "loader/demangle.hpp"
#include "loader/loadable.hpp"
#include "loader/system_libraries.hpp"
#include "target/c_symbols.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

// Their own symbols have versions, which other rules judge, or names that `c_symbols` and `is_of_runtime` know.
bool is_of_the_toolchain(std::string_view library) {
  constexpr std::array<std::string_view, 15> starts{"libc.so",    "libm.so",        "libpthread.so", "libdl.so",
                                                    "librt.so",   "libutil.so",     "libresolv.so",  "ld-linux",
                                                    "ld64.so",    "libgcc_s.",      "libstdc++.so",  "libatomic.so",
                                                    "libgomp.so", "libgfortran.so", "libc.musl-"};
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return library.starts_with(start); });
}

bool is_of_python(std::string_view library) {
  return library.starts_with("libpython");
}

bool is_of_python_api(std::string_view symbol) {
  return symbol.starts_with("Py") || symbol.starts_with("_Py");
}

bool is_mangled(std::string_view symbol) {
  return symbol.starts_with("_Z");
}

// Names that the C++ runtime has or may have: namespaces std, __gnu_cxx and __cxxabiv1, operators new and delete, and
// the descriptions of built-in types (Itanium C++ ABI, 5.1).
bool is_of_cxx_runtime(std::string_view symbol) {
  std::string_view rest = symbol.substr(2);
  for (const std::string_view thunk : {"Th", "Tv", "Tc"}) {
    if (rest.starts_with(thunk)) return true;
  }
  for (const std::string_view special : {"TV", "TI", "TS", "TT", "GV", "GR"}) {
    if (rest.starts_with(special)) rest.remove_prefix(special.size());
  }
  // Z begins a local name, N a nested one and its qualifiers, P a pointer: "_ZZNKSt3fooEvE1x", "_ZNKRSt3foo3strEv".
  rest.remove_prefix(std::min(rest.find_first_not_of("ZNVKROrP"), rest.size()));
  if (rest.find_first_of("0123456789S") == std::string_view::npos) return true;  // operators, types without a name
  constexpr std::array<std::string_view, 8> starts{"S",  "9__gnu_cxx", "10__cxxabiv1",  "nw",
                                                   "na", "dl",         "11__sanitizer", "da"};
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return rest.starts_with(start); });
}

bool exports(const Artifact& library, std::string_view symbol) {
  const std::vector<std::uint32_t>& all = library.symbols->exports;
  return std::binary_search(all.begin(), all.end(), symbol_hash(symbol));
}

bool is_exported_in(const Bundle& bundle, std::string_view symbol) {
  for (const Entry& entry : bundle.entries) {
    for (const Artifact& image : entry.artifacts) {
      if (image.symbols && exports(image, symbol)) return true;
    }
  }
  return false;
}

bool is_exported_in(const WholeBundle& whole, std::string_view symbol) {
  const auto has_it = [&](const Root& root) { return is_exported_in(root.bundle, symbol); };
  return is_exported_in(whole.bundle, symbol) || std::any_of(whole.below.begin(), whole.below.end(), has_it) ||
         std::any_of(whole.above.begin(), whole.above.end(), has_it);
}

}  // namespace

SymbolIndex::SymbolIndex(const WholeBundle& whole, const LibraryIndex& libraries)
    : whole_(whole), libraries_(libraries) {
  std::vector<Loaded> files;
  const auto add = [&](const Bundle& bundle) {
    for (const Entry& entry : bundle.entries) {
      for (const Artifact& image : entry.artifacts) files.push_back({&image, {}});
    }
  };
  add(whole.bundle);
  for (const auto* roots : {&whole.below, &whole.above}) {
    for (const Root& root : *roots) add(root.bundle);
  }
  if (whole.target.sysroot) add_system(files);
  for (const Loaded& file : files) {
    if (!file.image->symbols) continue;
    const std::vector<std::uint32_t>& all = file.image->symbols->exports;
    exports_.insert(exports_.end(), all.begin(), all.end());
  }
  std::sort(exports_.begin(), exports_.end());
}

std::optional<SymbolIndex::Loaded> SymbolIndex::in_system(const Loaded& file, std::string_view library) const {
  if (!whole_.target.sysroot) return std::nullopt;
  const target::SystemLibrary* const found =
      find_in_system(*whole_.target.sysroot, *file.image, file.system_path, library);
  if (found == nullptr) return std::nullopt;
  return Loaded{&found->second, found->first};
}

// As in the bundle, it does not matter which file brings a library of the system: it may be loaded before.
void SymbolIndex::add_system(std::vector<Loaded>& files) {
  std::set<const Artifact*> seen;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Loaded file = files[i];
    for (const Library& library : file.image->libraries) {
      const std::optional<Loaded> found = in_system(file, library.name);
      if (!found || !seen.insert(found->image).second) continue;
      knows_musl_ = knows_musl_ || (is_musl(text::file_name(found->system_path)) && found->image->symbols);
      files.push_back(*found);
    }
  }
}

bool SymbolIndex::is_exported(std::string_view symbol) const {
  return std::binary_search(exports_.begin(), exports_.end(), symbol_hash(symbol));
}

// Far: also the libraries that its libraries need, because the loader searches them all. Near: only those that it
// names. A linker requires that the library with a symbol is named (binutils, ld(1), --no-copy-dt-needed-entries). And
// C++ names of a bundle are never in a system library of C that other libraries need.
bool SymbolIndex::is_known(const Artifact& image, Reach reach) const {
  std::vector<Loaded> queue{{&image, {}}};
  std::set<const Artifact*> seen{&image};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const Loaded file = queue[i];
    if (!file.image->symbols) return false;
    if (i > 0 && reach == Reach::near) continue;
    for (const Library& library : file.image->libraries) {
      const std::vector<const Artifact*> found = libraries_.named(library.name);
      const std::optional<Loaded> own = in_system(file, library.name);
      const bool known_by_names = is_of_the_toolchain(library.name) || is_of_python(library.name);
      const bool there = own || !found.empty();
      if (!known_by_names && (!there || is_provided(whole_.target, library.name))) return false;
      for (const Artifact* next : found) {
        if (seen.insert(next).second) queue.push_back({next, {}});
      }
      if (own && seen.insert(own->image).second) queue.push_back(*own);
    }
  }
  return true;
}

bool SymbolIndex::may_be_of_the_host(const Import& import) const {
  const std::string_view symbol = import.name;
  // A version of a library of the bundle: nobody else has it. The compiler's runtimes may also be in the system.
  if (!import.library.empty() && !is_of_the_toolchain(import.library)) return false;
  if (is_of_python_api(symbol)) return true;  // lacks_of_python reports those
  if (is_mangled(symbol)) return is_of_cxx_runtime(symbol);
  // If it is a name of C, only those of glibc are known, except its internal ones, and those of a musl that was read.
  if (symbol.starts_with('_')) return true;
  return whole_.target.libc == Libc::glibc ? glibc_has(symbol) : !knows_musl_ || musl_has(symbol);
}

// If nobody has read the library, its version is judged by other rules.
bool SymbolIndex::is_judged(const Import& import, const Artifact& image) const {
  return import.library.empty() || !libraries_.named(import.library).empty() || in_system({&image, {}}, import.library);
}

std::vector<const Import*> SymbolIndex::undefined(const Artifact& image) const {
  std::vector<const Import*> result;
  if (!image.symbols) return result;
  for (const Import& import : image.symbols->imports) {
    if (!is_judged(import, image) || may_be_of_the_host(import) || is_exported(import.name)) continue;
    result.push_back(&import);
  }
  if (result.empty() || is_known(image, Reach::far)) return result;
  std::erase_if(result, [](const Import* import) { return !is_mangled(import->name); });
  if (!is_known(image, Reach::near)) result.clear();
  return result;
}

// dyld only searches the library that the import names, and so does Windows. If there are several files with the name,
// any of them may be loaded.
std::vector<const Import*> SymbolIndex::not_exported(const Artifact& image) const {
  std::vector<const Import*> result;
  if (!image.symbols) return result;
  for (const Import& import : image.symbols->imports) {
    const std::vector<const Artifact*> found = libraries_.named(text::file_name(import.library));
    const auto lacks_it = [&](const Artifact* library) {
      return library->symbols && library->architecture == image.architecture && !exports(*library, import.name);
    };
    if (found.empty() || !std::all_of(found.begin(), found.end(), lacks_it)) continue;
    if (provides_library(whole_.target, import.library) == Provision::yes) continue;
    result.push_back(&import);
  }
  return result;
}

std::vector<const Import*> lacks_of_python(const Artifact& image, const Python& python, const WholeBundle& whole) {
  std::vector<const Import*> result;
  if (!image.symbols || image.format != Format::elf || python.major != 3) return result;
  for (const Import& import : image.symbols->imports) {
    const bool lacking = is_of_python_api(import.name) && !python_exports(import.name, python.minor).value_or(true);
    // torch has copies of internal functions of CPython in one of its files, for the others.
    if (lacking && !is_exported_in(whole, import.name)) result.push_back(&import);
  }
  return result;
}

std::string_view owner_of(const Import& import, const Artifact& image, const LibraryIndex& libraries) {
  if (!import.library.empty()) return import.library;
  std::string_view only;
  for (const Library& library : image.libraries) {
    if (libraries.named(library.name).empty()) continue;
    if (!only.empty()) return {};
    only = library.name;
  }
  return only;
}

std::string readable(std::string_view symbol) {
  if (symbol.starts_with("__Z")) symbol.remove_prefix(1);  // Mach-O puts an underscore before every name of C
  if (std::optional<std::string> whole = demangled(symbol)) return *std::move(whole);
  constexpr std::string_view nested = "_ZN";
  if (!symbol.starts_with(nested)) return std::string(symbol);
  std::string_view rest = symbol.substr(nested.size());
  if (rest.starts_with('K')) rest.remove_prefix(1);
  std::string words;
  while (!rest.empty() && rest[0] >= '1' && rest[0] <= '9') {
    std::size_t length = 0;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && length < symbol.size()) {
      length = length * 10 + static_cast<std::size_t>(rest[0] - '0');
      rest.remove_prefix(1);
    }
    if (length > rest.size()) return std::string(symbol);
    words.append(words.empty() ? "" : "::").append(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return words.empty() ? std::string(symbol) : words;
}

}  // namespace platlint
