// SPDX-License-Identifier: Apache-2.0
#include "inspect/pe_layout.hpp"

#include <algorithm>

namespace platlint {

namespace {

constexpr std::uint64_t file_header_size = 24;  // signature and IMAGE_FILE_HEADER
constexpr std::uint16_t magic_pe32 = 0x10B, magic_pe32_plus = 0x20B;

// Indices of the data directory.
constexpr std::uint32_t directory_export = 0, directory_import = 1, directory_certificate = 4, directory_relocation = 5,
                        directory_load_config = 10, directory_delay_import = 13, directory_clr = 14;

constexpr std::size_t most_imports = 4096;  // real images have fewer than 100

class LayoutReader {
 public:
  explicit LayoutReader(const Image& image) : reader_(image, std::endian::little) {}

  PeLayout read() {
    read_headers();
    sections_.emplace(reader_, table_);
    check_entry();
    check_relocations();
    check_certificates();
    read_imports();
    read_delay_imports();
    read_clr();
    read_load_config();
    layout_.sections = table_;
    layout_.import_table = entry(directory_import);
    layout_.export_table = entry(directory_export);
    return std::move(layout_);
  }

 private:
  void read_headers() {
    layout_.header = reader_.u32(0x3C, "the DOS header");
    reader_.require(layout_.header, file_header_size, "the PE header");
    table_.count = reader_.u16(layout_.header + 6, "");
    const std::uint64_t optional_size = reader_.u16(layout_.header + 20, "");
    optional_ = layout_.header + file_header_size;
    reader_.require(optional_, optional_size, "the optional header");
    const std::uint16_t magic = reader_.u16(optional_, "the optional header");
    if (magic != magic_pe32 && magic != magic_pe32_plus) {
      throw Broken(Damage::Kind::unreadable, "an optional header of unknown magic " + std::to_string(magic));
    }
    layout_.plus = magic == magic_pe32_plus;
    directories_ = optional_ + (layout_.plus ? 112 : 96);
    if (directories_ > optional_ + optional_size)
      throw Broken(Damage::Kind::unreadable, "the optional header is too small");
    const std::uint64_t room = (optional_ + optional_size - directories_) / 8;
    directory_count_ = std::min<std::uint64_t>(reader_.u32(directories_ - 4, ""), room);
    layout_.subsystem = reader_.u16(optional_ + 68, "");
    table_.offset = optional_ + optional_size;
    table_.alignment = reader_.u32(optional_ + 32, "");
    table_.file_alignment = reader_.u32(optional_ + 36, "");
    table_.headers_size = reader_.u32(optional_ + 60, "");
    table_.firmware = is_firmware(layout_.subsystem);
  }

  std::uint64_t in_file(std::uint64_t address, std::uint64_t size, const std::string& what) const {
    return sections_->in_file(address, size, what);
  }

  FileRange dll_name(std::uint64_t address) const {
    const std::string what = "the name of an imported DLL";
    return reader_.string_range(in_file(address, 1, what), reader_.size(), what);
  }

  // The next three: what a copy that was never finished has zeros in. DllMain, or where a program begins.
  void check_entry() const {
    constexpr std::uint64_t instructions = 16;
    const std::uint32_t address = reader_.u32(optional_ + 16, "");
    if (address == 0) return;
    const std::optional<std::uint64_t> offset = sections_->find(address, instructions);
    if (offset && reader_.is_zero(*offset, instructions))
      throw Broken(Damage::Kind::truncated, "the code at the entry point is zeros");
  }

  // IMAGE_BASE_RELOCATION: a page's address, and the block's size with these 8 bytes.
  void check_relocations() const {
    const auto [address, size] = entry(directory_relocation);
    if (address == 0 || size <= 8) return;
    const std::optional<std::uint64_t> offset = sections_->find(address, 8);
    if (offset && reader_.is_zero(*offset, 8)) throw Broken(Damage::Kind::truncated, "the relocation table is zeros");
  }

  // The certificate table is the one directory that counts in file offsets; it follows the last section.
  // WIN_CERTIFICATE: its length at 0.
  void check_certificates() const {
    const auto [offset, size] = entry(directory_certificate);
    if (size == 0) return;
    reader_.require(offset, size, "the certificate table");
    if (size >= 8 && reader_.is_zero(offset, 8))
      throw Broken(Damage::Kind::truncated, "the certificate table is zeros");
  }

  // IMAGE_IMPORT_DESCRIPTOR: 20 bytes, the name's address at 12; one without a name ends the table.
  void read_imports() {
    const auto [address, size] = entry(directory_import);
    if (address == 0) return;
    check_first_import(address, size);
    std::size_t unused = 0;
    for (std::uint64_t at = address;; at += 20) {
      const std::uint64_t offset = in_file(at, 20, "the import table");
      const std::uint32_t name = reader_.u32(offset + 12, "");
      if (name == 0) return;
      const bool used = is_used(offset);
      if (used) add(layout_.imports, dll_name(name));
      if (!used && ++unused > most_imports) throw too_many_imports();
      layout_.odd_imports |= !used || at - address >= size;
    }
  }

  // A table with room for a descriptor and the empty one that ends it.
  void check_first_import(std::uint32_t address, std::uint32_t size) const {
    constexpr std::uint32_t descriptor = 20;
    if (size >= 2 * descriptor && reader_.is_zero(in_file(address, descriptor, "the import table"), descriptor))
      throw Broken(Damage::Kind::truncated, "the import table is zeros");
  }

  // A DLL whose table of addresses is empty is not loaded (ntdll as ReactOS has it, Wine): where the table of names is
  // not empty too, no linker wrote that.
  bool is_used(std::uint64_t descriptor) const {
    const std::uint32_t addresses = reader_.u32(descriptor + 16, "");
    if (addresses == 0) throw Broken(Damage::Kind::unreadable, "an import has no address table");
    if (!is_empty(addresses)) return true;
    const std::uint32_t names = reader_.u32(descriptor, "");
    if (names != 0 && !is_empty(names)) {
      throw Broken(Damage::Kind::unreadable, "the address table of an import is empty, its name table is not");
    }
    return false;
  }

  bool is_empty(std::uint32_t thunks) const {
    const std::uint64_t offset = in_file(thunks, layout_.plus ? 8 : 4, "the address table of an import");
    return (layout_.plus ? reader_.u64(offset, "") : reader_.u32(offset, "")) == 0;
  }

  // ImgDelayDescr: 32 bytes; attributes at 0 (bit 0: addresses are relative to the image), the name's address at 4.
  void read_delay_imports() {
    const auto [address, size] = entry(directory_delay_import);
    if (address == 0) return;
    for (std::uint64_t at = address;; at += 32) {
      const std::uint64_t offset = in_file(at, 32, "the delay import table");
      const std::uint32_t name = reader_.u32(offset + 4, "");
      if (name == 0) return;
      const bool relative = (reader_.u32(offset, "") & 1) != 0;
      const std::uint64_t base = relative || layout_.plus ? 0 : reader_.u32(optional_ + 28, "");
      add(layout_.delay_imports, dll_name(name >= base ? name - base : name));
      layout_.odd_imports |= base != 0 || at - address >= size;
    }
  }

  static Broken too_many_imports() { return unreadable("too many imports"); }

  static void add(std::vector<FileRange>& names, const FileRange& name) {
    if (names.size() == most_imports) throw too_many_imports();
    names.push_back(name);
  }

  void read_clr() {  // ECMA-335 II.25.3.3: flags at 16 of 72 bytes
    const auto [address, size] = entry(directory_clr);
    if (address != 0 && size != 0) layout_.clr_flags = reader_.u32(in_file(address, 20, "the CLR header") + 16, "");
  }

  // IMAGE_LOAD_CONFIG_DIRECTORY64: its first word is its size, CHPEMetadataPointer stands at 0xC8 (winnt.h).
  void read_load_config() {
    constexpr std::uint64_t chpe = 0xC8;
    const std::uint32_t address = entry(directory_load_config).address;
    if (address == 0 || !layout_.plus) return;
    const std::uint32_t size = reader_.u32(in_file(address, 4, "the load configuration"), "");
    if (size < chpe + 8) return;
    layout_.hybrid = reader_.u64(in_file(address, chpe + 8, "the load configuration") + chpe, "") != 0;
  }

  PeDirectory entry(std::uint32_t index) const {
    if (index >= directory_count_) return {};
    return {reader_.u32(directories_ + index * 8, ""), reader_.u32(directories_ + index * 8 + 4, "")};
  }

  Reader reader_;
  PeLayout layout_;
  PeSectionTable table_;
  std::optional<PeSections> sections_;
  std::uint64_t optional_ = 0, directories_ = 0, directory_count_ = 0;
};

}  // namespace

bool is_firmware(std::uint16_t subsystem) {
  return subsystem >= 10 && subsystem <= 13;
}

PeLayout read_pe_layout(const Image& image) {
  return LayoutReader(image).read();
}

}  // namespace platlint
