// SPDX-License-Identifier: Apache-2.0
// Sources: ld.so(8) and dlopen(3) for .so; dyld(1) for .dylib; JDK, System.mapLibraryName, for .jnilib on macOS;
// Microsoft, "Dynamic-Link Library Search Order", for .dll. The PE format has other names too: .ocx (ActiveX controls),
// .sys (drivers), .exe. importlib.machinery.EXTENSION_SUFFIXES for .pyd; Node's process.dlopen for .node; Ruby's DLEXT
// for .bundle on macOS.
#include "facts/native_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using Promise = NativeSuffix::Promise;

//                                  text      promise           library  elf    macho  pe
constexpr std::array suffixes{
    NativeSuffix{"so", Promise::certain, true, true, true, false},
    NativeSuffix{"node", Promise::certain, true, true, true, true},
    NativeSuffix{"dylib", Promise::certain, true, false, true, false},
    NativeSuffix{"jnilib", Promise::certain, true, false, true, false},
    NativeSuffix{"bundle", Promise::likely, true, false, true, false},
    NativeSuffix{"dll", Promise::certain, true, false, false, true},
    NativeSuffix{"pyd", Promise::certain, true, false, false, true},
    NativeSuffix{"ocx", Promise::likely, true, false, false, true},
    NativeSuffix{"sys", Promise::likely, false, false, false, true},
    NativeSuffix{"exe", Promise::likely, false, false, false, true},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The suffix before a version: "libz.so.1.2.11", "libz.dylib.1". If the version has letters, as in
// "libcrypto.so.1.0.0k", the suffix is only a likely one: "x.so.7z".
std::optional<NativeSuffix> versioned(std::string_view file) {
  for (const std::string_view mark : {".so.", ".dylib."}) {
    const std::size_t at = file.find(mark);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view version = file.substr(at + mark.size());
    const std::size_t last = version.rfind('.') + 1;  // npos + 1 is 0
    if (last == version.size() || !is_digit(version.front()) || !is_digit(version[last])) continue;
    NativeSuffix result = *find_native_suffix(mark.substr(1, mark.size() - 2));
    if (version.find_first_not_of("0123456789.") != std::string_view::npos) result.promise = Promise::likely;
    return result;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Format> NativeSuffix::only_format() const {
  if (elf + macho + pe != 1) return std::nullopt;
  return elf ? Format::elf : macho ? Format::macho : Format::pe;
}

bool NativeSuffix::is_asked_for(Format format) const {
  switch (format) {
    case Format::elf:
      return elf;
    case Format::macho:
      return macho;
    case Format::pe:
      return pe;
    case Format::wasm:  // Emscripten's and Pyodide's side modules are named as on Linux
      return elf;
    case Format::coff:
    case Format::archive:
      return false;
  }
  return false;
}

const NativeSuffix* find_native_suffix(std::string_view suffix) {
  const std::string text = text::lower(suffix);
  const auto row = std::find_if(suffixes.begin(), suffixes.end(), [&](const auto& it) { return it.text == text; });
  return row == suffixes.end() ? nullptr : &*row;
}

std::optional<NativeSuffix> native_suffix_of(std::string_view path) {
  const std::string_view file = text::file_name(path);
  const std::size_t dot = file.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  if (const NativeSuffix* row = find_native_suffix(file.substr(dot + 1))) return *row;
  return versioned(text::lower(file));
}

bool has_native_suffix(std::string_view path) {
  const std::optional<NativeSuffix> suffix = native_suffix_of(path);
  return suffix && suffix->promise == Promise::certain;
}

}  // namespace platlint
