// SPDX-License-Identifier: Apache-2.0
#include "inspect/pe_layout.hpp"

#include <algorithm>

#include "facts/pe_format.hpp"

namespace platlint {

namespace {

constexpr std::size_t most_imports = 4096;  // real images have fewer than 100

class LayoutReader {
 public:
  explicit LayoutReader(const Image& image) : reader_(image) {}

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
    layout_.import_table = entry(pe::image_directory_entry_import);
    layout_.export_table = entry(pe::image_directory_entry_export);
    return std::move(layout_);
  }

 private:
  void read_headers() {
    const std::uint64_t at = reader_.get<pe::ImageDosHeader>(0, "the DOS header").e_lfanew;
    const pe::ImageFileHeader header = reader_.get<pe::ImageNtHeaders>(at, "the PE header").FileHeader;
    layout_.machine = header.Machine;
    layout_.characteristics = header.Characteristics;
    table_.count = header.NumberOfSections;
    optional_ = {at + sizeof(pe::ImageNtHeaders), header.SizeOfOptionalHeader};
    table_.offset = optional_.offset + optional_.size;
    reader_.require(optional_.offset, optional_.size, "the optional header");
    const std::uint16_t magic = reader_.get<pe::Word>(optional_.offset, "the optional header");
    layout_.plus = magic == pe::image_nt_optional_hdr64_magic;
    if (layout_.plus) return read_optional<pe::ImageOptionalHeader64>();
    if (magic == pe::image_nt_optional_hdr32_magic) return read_optional<pe::ImageOptionalHeader32>();
    throw unreadable("an optional header of unknown magic " + std::to_string(magic));
  }

  template <class Optional>
  void read_optional() {
    if (optional_.size < sizeof(Optional)) throw unreadable("the optional header is too small");
    const auto header = reader_.get<Optional>(optional_.offset, "the optional header");
    const std::uint64_t room = (optional_.size - sizeof(Optional)) / sizeof(pe::ImageDataDirectory);
    directories_ = reader_.get_all<pe::ImageDataDirectory>(optional_.offset + sizeof(Optional),
                                                           std::min<std::uint64_t>(header.NumberOfRvaAndSizes, room),
                                                           "the data directory");
    image_base_ = header.ImageBase;
    entry_point_ = header.AddressOfEntryPoint;
    layout_.subsystem = header.Subsystem;
    layout_.major_subsystem = header.MajorSubsystemVersion;
    layout_.minor_subsystem = header.MinorSubsystemVersion;
    table_.alignment = header.SectionAlignment;
    table_.file_alignment = header.FileAlignment;
    table_.headers_size = header.SizeOfHeaders;
    table_.firmware = is_firmware(layout_.subsystem);
  }

  std::uint64_t in_file(std::uint64_t address, std::uint64_t size, const std::string& what) const {
    return sections_->in_file(address, size, what);
  }

  template <class Record>
  Record get(std::uint64_t address, const std::string& what) const {
    return reader_.get<Record>(in_file(address, sizeof(Record), what), what);
  }

  FileRange dll_name(std::uint64_t address) const {
    const std::string what = "the name of an imported DLL";
    return reader_.string_range(in_file(address, 1, what), reader_.size(), what);
  }

  // The next three check the parts that are all zeros in a copy that was never finished. Here: DllMain, or the place
  // where a program begins.
  void check_entry() const {
    constexpr std::uint64_t instructions = 16;
    if (entry_point_ == 0) return;
    const std::optional<std::uint64_t> offset = sections_->find(entry_point_, instructions);
    if (offset && reader_.is_zero(*offset, instructions)) throw truncated("the code at the entry point is zeros");
  }

  void check_relocations() const {
    constexpr std::uint64_t block = sizeof(pe::ImageBaseRelocation);
    const auto [address, size] = entry(pe::image_directory_entry_basereloc);
    if (address == 0 || size <= block) return;
    const std::optional<std::uint64_t> offset = sections_->find(address, block);
    if (offset && reader_.is_zero(*offset, block)) throw truncated("the relocation table is zeros");
  }

  // The certificate table is the only directory that is given by file offsets. It follows the last section.
  // WIN_CERTIFICATE: its length at 0.
  void check_certificates() const {
    const auto [offset, size] = entry(pe::image_directory_entry_security);
    if (size == 0) return;
    reader_.require(offset, size, "the certificate table");
    if (size >= 8 && reader_.is_zero(offset, 8)) throw truncated("the certificate table is zeros");
  }

  // A descriptor without a name ends the table.
  void read_imports() {
    const auto [address, size] = entry(pe::image_directory_entry_import);
    if (address == 0) return;
    check_first_import(address, size);
    std::size_t unused = 0;
    for (std::uint64_t at = address;; at += sizeof(pe::ImageImportDescriptor)) {
      const auto descriptor = get<pe::ImageImportDescriptor>(at, "the import table");
      if (descriptor.Name == 0) return;
      const bool used = is_used(descriptor);
      if (used) add(layout_.imports, dll_name(descriptor.Name));
      if (!used && ++unused > most_imports) throw too_many_imports();
      layout_.odd_imports |= !used || at - address >= size;
    }
  }

  // A table with room for a descriptor, and for the empty one that ends it.
  void check_first_import(std::uint32_t address, std::uint32_t size) const {
    constexpr std::uint64_t descriptor = sizeof(pe::ImageImportDescriptor);
    if (size >= 2 * descriptor && reader_.is_zero(in_file(address, descriptor, "the import table"), descriptor))
      throw truncated("the import table is zeros");
  }

  // A DLL is not loaded if its table of addresses is empty (ntdll in ReactOS, Wine). If the table of names is not empty
  // then, no linker wrote this.
  bool is_used(const pe::ImageImportDescriptor& descriptor) const {
    if (descriptor.FirstThunk == 0) throw unreadable("an import has no address table");
    if (!is_empty(descriptor.FirstThunk)) return true;
    if (descriptor.OriginalFirstThunk != 0 && !is_empty(descriptor.OriginalFirstThunk))
      throw unreadable("the address table of an import is empty, its name table is not");
    return false;
  }

  bool is_empty(std::uint32_t thunks) const {
    const std::string what = "the address table of an import";
    return layout_.plus ? get<pe::Qword>(thunks, what) == 0 : get<pe::Dword>(thunks, what) == 0;
  }

  // In 32-bit images, the old addresses are not relative to the image.
  void read_delay_imports() {
    const auto [address, size] = entry(pe::image_directory_entry_delay_import);
    if (address == 0) return;
    for (std::uint64_t at = address;; at += sizeof(pe::ImageDelayloadDescriptor)) {
      const auto descriptor = get<pe::ImageDelayloadDescriptor>(at, "the delay import table");
      const std::uint32_t name = descriptor.DllNameRVA;
      if (name == 0) return;
      const bool relative = (descriptor.Attributes & pe::delayload_rva_based) != 0;
      const std::uint64_t base = relative || layout_.plus ? 0 : image_base_;
      add(layout_.delay_imports, dll_name(name >= base ? name - base : name));
      layout_.odd_imports |= base != 0 || at - address >= size;
    }
  }

  static Broken too_many_imports() { return unreadable("too many imports"); }

  static void add(std::vector<FileRange>& names, const FileRange& name) {
    if (names.size() == most_imports) throw too_many_imports();
    names.push_back(name);
  }

  void read_clr() {
    const auto [address, size] = entry(pe::image_directory_entry_com_descriptor);
    if (address != 0 && size != 0) layout_.clr_flags = get<pe::ImageCor20Header>(address, "the CLR header").Flags;
  }

  // Its first word is its size, because older ones are shorter.
  void read_load_config() {
    using Config = pe::ImageLoadConfigDirectory64;
    const std::string what = "the load configuration";
    const std::uint32_t address = entry(pe::image_directory_entry_load_config).address;
    if (address == 0 || !layout_.plus || get<pe::Dword>(address, what) < sizeof(Config)) return;
    layout_.hybrid = get<Config>(address, what).CHPEMetadataPointer != 0;
  }

  PeDirectory entry(std::uint32_t index) const {
    if (index >= directories_.size()) return {};
    return {directories_[index].VirtualAddress, directories_[index].Size};
  }

  Reader reader_;
  PeLayout layout_;
  PeSectionTable table_;
  std::optional<PeSections> sections_;
  FileRange optional_;  // the optional header
  std::vector<pe::ImageDataDirectory> directories_;
  std::uint64_t image_base_ = 0;
  std::uint32_t entry_point_ = 0;
};

}  // namespace

bool is_firmware(std::uint16_t subsystem) {
  return subsystem >= pe::image_subsystem_efi_application && subsystem <= pe::image_subsystem_efi_rom;
}

PeLayout read_pe_layout(const Image& image) {
  return LayoutReader(image).read();
}

}  // namespace platlint
