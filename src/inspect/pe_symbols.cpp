// SPDX-License-Identifier: Apache-2.0
// The import lookup tables and the export table ("PE Format", Microsoft: "The .idata Section", "The .edata Section").
#include "inspect/pe_symbols.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "facts/pe_format.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t most_pe_symbols = 1 << 20;
constexpr std::uint64_t most_pe_import_bytes = 8 << 20, most_pe_export_bytes = 16 << 20;

// A bundle's copy of these does not count: that of Windows, or of the host, is already loaded.
bool is_of_windows(std::string_view dll) {
  constexpr std::array<std::string_view, 18> starts{
      "api-ms-", "ext-ms-",  "kernel32", "kernelbase", "ntdll", "user32",    "gdi32",    "advapi32", "shell32",
      "ole32",   "oleaut32", "ws2_32",   "msvcrt",     "msvcp", "vcruntime", "ucrtbase", "python",   "mscoree"};
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return dll.starts_with(start); });
}

std::string by_number(std::uint64_t ordinal) {
  return "#" + std::to_string(ordinal);
}

class PeTables {
 public:
  PeTables(const Image& image, const PeLayout& layout)
      : image_(image), layout_(layout), reader_(image), sections_(reader_, layout.sections) {}

  std::vector<Import> imports() const {
    std::vector<Import> result;
    if (layout_.import_table.address == 0) return result;
    for (std::uint64_t at = layout_.import_table.address;; at += sizeof(pe::ImageImportDescriptor)) {
      const auto it = get<pe::ImageImportDescriptor>(at, "the import table");
      if (it.Name == 0) return result;
      const std::string dll = text::lower(string(it.Name));
      const bool bound = it.TimeDateStamp != 0;  // if so, the address table holds addresses
      if (it.OriginalFirstThunk == 0 && bound) continue;
      const std::uint32_t names = it.OriginalFirstThunk != 0 ? it.OriginalFirstThunk : it.FirstThunk;
      if (is_of_windows(dll)) continue;
      layout_.plus ? add_imports<pe::Qword>(names, dll, result) : add_imports<pe::Dword>(names, dll, result);
    }
  }

  // Forwarders are exports too: the loader looks them up in another DLL.
  std::vector<std::uint32_t> exports() const {
    std::vector<std::uint32_t> hashes;
    const auto [address, size] = layout_.export_table;
    if (address == 0 || size == 0) return hashes;
    const auto table = get<pe::ImageExportDirectory>(address, "the export table");
    if (table.NumberOfFunctions > most_pe_symbols || table.NumberOfNames > most_pe_symbols)
      throw unreadable("its export table is too large");
    for (const std::uint32_t name : addresses(table.AddressOfNames, table.NumberOfNames))
      hashes.push_back(symbol_hash(exported_name(name)));
    std::uint64_t ordinal = table.Base;
    for (const std::uint32_t function : addresses(table.AddressOfFunctions, table.NumberOfFunctions)) {
      if (function != 0) hashes.push_back(symbol_hash(by_number(ordinal)));
      ++ordinal;
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
  }

  // Most names lie in the table's own range, which is read at once.
  void read_export_names() {
    const auto [address, size] = layout_.export_table;
    if (address == 0 || size > most_pe_export_bytes) return;
    const std::optional<std::uint64_t> offset = sections_.find(address, size);
    if (!offset) return;
    export_names_.resize(size);
    image_.read(*offset, std::as_writable_bytes(std::span(export_names_)));
  }

 private:
  template <class Record>
  Record get(std::uint64_t address, const std::string& what) const {
    return reader_.get<Record>(sections_.in_file(address, sizeof(Record), what), what);
  }

  std::string string(std::uint64_t address) const {
    return reader_.string(sections_.in_file(address, 1, "a name"), reader_.size(), "a name");
  }

  std::string exported_name(std::uint32_t address) const {
    const std::uint32_t start = layout_.export_table.address;
    if (address < start || address - start >= export_names_.size()) return string(address);
    const std::string_view rest = std::string_view(export_names_).substr(address - start);
    const std::size_t end = rest.find('\0');
    return end == std::string_view::npos ? string(address) : std::string(rest.substr(0, end));
  }

  std::vector<pe::Dword> addresses(std::uint64_t address, std::uint64_t count) const {
    if (count == 0) return {};
    const std::string what = "a table of the exports";
    return reader_.get_all<pe::Dword>(sections_.in_file(address, count * sizeof(pe::Dword), what), count, what);
  }

  // If its highest bit is set, an entry is a number. If not, it is the address of a hint of 2 bytes and a name.
  template <class Thunk>
  void add_imports(std::uint32_t table, const std::string& dll, std::vector<Import>& result) const {
    constexpr std::uint64_t mark = std::uint64_t{1} << (sizeof(Thunk) * 8 - 1);
    std::uint64_t cost = 0;
    for (std::uint64_t at = table;; at += sizeof(Thunk)) {
      const std::uint64_t entry = get<Thunk>(at, "an import lookup table");
      if (entry == 0) return;
      const bool numbered = (entry & mark) != 0;
      result.push_back({numbered ? by_number(entry & 0xFFFF) : string((entry & 0x7FFFFFFF) + 2), dll});
      if ((cost += result.back().name.size() + sizeof(Import)) > most_pe_import_bytes) throw too_many_names(image_);
    }
  }

  const Image& image_;
  const PeLayout& layout_;
  const Reader reader_;
  const PeSections sections_;
  std::string export_names_;
};

}  // namespace

std::optional<Symbols> read_pe_symbols(const Image& image, const PeLayout& layout) {
  if (layout.hybrid) return std::nullopt;
  try {
    PeTables tables(image, layout);
    tables.read_export_names();
    Symbols symbols;
    symbols.imports = tables.imports();
    symbols.exports = tables.exports();
    return symbols;
  } catch (const Broken&) {
    return std::nullopt;
  }
}

}  // namespace platlint
