// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf_layout.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "inspect/elf_versions.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t page = 0x1000;  // the smallest of any kernel
// Real files have fewer than 100. Every entry may name a string, so this number limits the work.
constexpr std::size_t most_dynamic_entries = 4096;
// Real libraries and programs have fewer than 20. A kernel starts no program with more than 64 KiB of them (Linux
// fs/binfmt_elf.c, load_elf_phdrs).
constexpr std::uint64_t most_loaded_segments = 4096;

template <class Elf>
class ElfReader {
 public:
  ElfReader(const Reader& reader, bool is64, std::endian order) : reader_(reader) {
    layout_.is64 = is64;
    layout_.order = order;
  }

  ElfLayout read() {
    read_header();
    read_sections();
    read_segments();
    read_dynamic();
    find_strings();
    check_strings();
    read_interpreter();
    layout_.version_needs = read_version_needs(reader_, layout_);
    return std::move(layout_);
  }

 private:
  using Shdr = typename Elf::Shdr;
  using Phdr = typename Elf::Phdr;
  using Dyn = typename Elf::Dyn;

  bool is_loaded() const { return layout_.type == elf::et_exec || layout_.type == elf::et_dyn; }

  void read_header() {
    const auto header = reader_.get<typename Elf::Ehdr>(0, "the ELF header");
    const elf::Ident& ident = header.e_ident;
    layout_.os_abi = ident[elf::ei_osabi];
    layout_.abi_version = ident[elf::ei_abiversion];
    layout_.padded = std::any_of(ident.begin() + elf::ei_pad, ident.end(), [](std::uint8_t byte) { return byte != 0; });
    layout_.type = header.e_type;
    layout_.machine = header.e_machine;
    layout_.flags = header.e_flags;
    phoff_ = header.e_phoff;
    shoff_ = header.e_shoff;
    phnum_ = header.e_phnum;
    shnum_ = header.e_shnum;
    if (ident[elf::ei_version] != elf::ev_current || header.e_version != elf::ev_current)
      throw unreadable("unknown ELF version");
    if (phnum_ == elf::pn_xnum && is_loaded()) throw unreadable("more program headers than a loader reads");
    if (phnum_ != 0 && header.e_phentsize != sizeof(Phdr)) throw unreadable("program headers of an unknown size");
    if (shoff_ != 0 && shnum_ != 0 && header.e_shentsize != sizeof(Shdr))
      throw unreadable("section headers of an unknown size");
  }

  // Loaders do not read sections. In most files the table is the last part. So it is the first to go when the end of a
  // file is cut off, and it is all zeros in a copy that was never finished.
  void read_sections() {
    if (shoff_ == 0) return;
    if (shnum_ == 0 || phnum_ == elf::pn_xnum) {
      const Shdr first = section(0);
      if (shnum_ == 0) shnum_ = first.sh_size;
      if (phnum_ == elf::pn_xnum) phnum_ = first.sh_info;
    }
    reader_.require_all<Shdr>(shoff_, shnum_, section_table);
    if (shnum_ > 1 && reader_.is_zero(shoff_ + (shnum_ - 1) * sizeof(Shdr), sizeof(Shdr)))
      throw truncated("the section header table ends in zeros");
    if (layout_.machine == elf::em_arm) find_arm_attributes();
    if (layout_.type != elf::et_rel) return;
    for (std::uint64_t i = 1; i < shnum_; ++i) {
      const Shdr row = section(i);
      if (row.sh_type != elf::sht_nobits) reader_.require(row.sh_offset, row.sh_size, "a section");
    }
  }

  Shdr section(std::uint64_t index) const { return reader_.get<Shdr>(shoff_ + index * sizeof(Shdr), section_table); }

  // No loader reads it: if it is not whole, it is ignored ("Addenda to, and Errata in, the ABI for the Arm
  // Architecture").
  void find_arm_attributes() {
    for (std::uint64_t i = 0; i < shnum_; ++i) {
      const Shdr row = section(i);
      if (row.sh_type == elf::sht_arm_attributes && reader_.holds(row.sh_offset, row.sh_size))
        layout_.arm_attributes = {row.sh_offset, row.sh_size};
    }
  }

  // Debug companions (objcopy --only-keep-debug, eu-strip -f) keep the headers of the file that they were taken from.
  // Of the loaded parts, only the notes have bytes.
  bool holds_debug_information_only() const {
    for (std::uint64_t i = 0; i < shnum_ && shoff_ != 0; ++i) {
      const Shdr row = section(i);
      const bool empty = row.sh_type == elf::sht_nobits || row.sh_type == elf::sht_null;
      if ((row.sh_flags & elf::shf_alloc) != 0 && !empty && row.sh_type != elf::sht_note) return false;
    }
    return shoff_ != 0 && shnum_ != 0;
  }

  void read_segments() {
    const std::string_view what = "the program header table";
    if (phnum_ == 0 && is_loaded()) throw unreadable("it has no program headers");
    reader_.require_all<Phdr>(phoff_, phnum_, what);
    if (phnum_ > most_loaded_segments && is_loaded()) throw unreadable("more program headers than a loader reads");
    layout_.segments.reserve(static_cast<std::size_t>(phnum_));
    for (const Phdr& row : reader_.get_all<Phdr>(phoff_, phnum_, what)) {
      layout_.segments.push_back(
          {row.p_type, row.p_flags, row.p_offset, row.p_vaddr, row.p_filesz, row.p_memsz, row.p_align});
    }
    // In this order: only the last of them reads the end of the file.
    layout_.debug = (!holds_code() || is_dynamic_section_zero()) && holds_debug_information_only();
    if (layout_.debug) return layout_.segments.clear();
    for (const ElfSegment& segment : layout_.segments) {
      if (segment.size == 0 || !is_needed(segment)) continue;
      reader_.require(segment.offset, segment.size, "a segment");
      if (segment.type == elf::pt_load && is_loaded()) check_mapping(segment);
    }
  }

  // Loaders map the PT_LOAD segments of a library or a program, and find the rest in memory. They do not look at the
  // places that notes, exception tables and a library's interpreter give for themselves (glibc elf/dl-load.c,
  // _dl_map_object_from_fd).
  bool is_needed(const ElfSegment& segment) const {
    if (segment.type == elf::pt_null) return false;
    return !is_loaded() || segment.type == elf::pt_load || segment.type == elf::pt_dynamic;
  }

  // gABI, "Program Header": the system maps by whole pages, so a segment must lie at the same place within a page in
  // the file and in memory. A larger p_align counted until glibc 2.34 only (elf/dl-load.c). Firmware without a loader
  // has no pages.
  void check_mapping(const ElfSegment& segment) const {
    if (segment.size > segment.memory) throw unreadable("a segment has more bytes in the file than in memory");
    const bool has_loader = layout_.segment(elf::pt_dynamic) != nullptr || layout_.segment(elf::pt_interp) != nullptr;
    const bool aligned = segment.align > 1 && std::has_single_bit(segment.align);
    const std::uint64_t step = has_loader ? page : aligned ? std::min(segment.align, page) : 1;
    if (((segment.address - segment.offset) & (step - 1)) != 0)
      throw unreadable("a segment's address does not match its offset in the file");
  }

  // Is there a segment with code whose bytes are in this file? Section headers alone are not trusted: no loader reads
  // them.
  bool holds_code() const {
    return std::any_of(layout_.segments.begin(), layout_.segments.end(), [&](const ElfSegment& segment) {
      return segment.type == elf::pt_load && (segment.flags & elf::pf_x) != 0 && segment.size != 0 &&
             reader_.holds(segment.offset, segment.size);
    });
  }

  // If headers and code share a segment, the companion keeps the headers, and seems to have code. But it cannot be
  // loaded: its dynamic section is said to be outside the part that the file fills.
  bool is_dynamic_section_zero() const {
    if (!is_loaded()) return false;
    std::size_t sections = 0;
    for (const ElfSegment& segment : layout_.segments) {
      if (segment.type != elf::pt_dynamic) continue;
      ++sections;
      const bool filled = std::any_of(layout_.segments.begin(), layout_.segments.end(), [&](const ElfSegment& load) {
        return load.type == elf::pt_load && segment.address >= load.address &&
               segment.address - load.address < load.size;
      });
      if (filled || segment.size != 0) return false;
    }
    return sections != 0;
  }

  void read_dynamic() {
    const ElfSegment* const segment = layout_.segment(elf::pt_dynamic);
    if (segment == nullptr) return;
    const std::string_view what = "the dynamic section";
    if (segment->size == 0) throw unreadable("the dynamic section has no bytes");
    check_dynamic_place(*segment);
    for (std::uint64_t at = 0; at + sizeof(Dyn) <= segment->size; at += sizeof(Dyn)) {
      const auto entry = reader_.get<Dyn>(segment->offset + at, what);
      if (entry.d_tag == elf::dt_null) return require_tables();
      if (layout_.dynamic.size() == most_dynamic_entries) throw unreadable("too many dynamic entries");
      layout_.dynamic.push_back({entry.d_tag, entry.d_val});
    }
    throw unreadable("the dynamic section has no end (DT_NULL)");
  }

  // Without the first two every loader crashes. Without the third it finds none of the file's own symbols (glibc
  // elf/get-dynamic-info.h and elf/dl-lookup.c; musl ldso/dynlink.c, decode_dyn). A program need not have any.
  void require_tables() const {
    if (layout_.dynamic.empty()) throw unreadable("the dynamic section is empty");
    if (!layout_.dynamic_value(elf::dt_strtab)) throw unreadable("the dynamic section names no string table");
    const std::optional<std::uint64_t> symbols = layout_.dynamic_value(elf::dt_symtab);
    if (!symbols) throw unreadable("the dynamic section names no symbol table");
    layout_.in_file(*symbols, sizeof(typename Elf::Sym), "the dynamic symbol table");
    constexpr std::array hashes{elf::dt_hash, elf::dt_gnu_hash, elf::dt_mips_xhash};
    const bool hashed = std::any_of(hashes.begin(), hashes.end(),
                                    [&](std::uint64_t tag) { return layout_.dynamic_value(tag).has_value(); });
    if (!hashed && layout_.dynamic_value(elf::dt_soname)) throw unreadable("a library without a symbol hash table");
    if (const std::optional<std::uint64_t> hash = layout_.dynamic_value(elf::dt_gnu_hash)) check_gnu_hash(*hash);
  }

  // The number of buckets comes first, and lookups divide by it (glibc elf/dl-setup_hash.c).
  void check_gnu_hash(std::uint64_t address) const {
    using Table = elf::GnuHash<Elf::order>;
    const std::string what = "the symbol hash table";
    const auto table = reader_.get<Table>(layout_.in_file(address, sizeof(Table), what).offset, what);
    if (table.nbuckets == 0) throw unreadable(what + " is zeros");
  }

  // Loaders look for it in memory, at the address that it gives. If there are several segments, glibc takes the last.
  void check_dynamic_place(const ElfSegment& segment) const {
    if (layout_.in_file(segment.address, segment.size, "the dynamic section").offset != segment.offset)
      throw unreadable("the dynamic section is loaded from another place than its own");
    const auto is_dynamic = [](const ElfSegment& other) { return other.type == elf::pt_dynamic; };
    if (std::count_if(layout_.segments.begin(), layout_.segments.end(), is_dynamic) != 1)
      throw unreadable("it has several dynamic sections");
  }

  void find_strings() {
    const std::optional<std::uint64_t> address = layout_.dynamic_value(elf::dt_strtab);
    if (!address) return;
    const std::optional<std::uint64_t> size = layout_.dynamic_value(elf::dt_strsz);
    if (!size) throw unreadable("the dynamic section has a string table without a size");
    if (*size == 0) return;
    layout_.strings = layout_.in_file(*address, *size, "the dynamic string table");
  }

  void check_strings() const {
    for (const ElfDynamic& entry : layout_.dynamic) {
      if (entry.tag == elf::dt_needed) layout_.require_name(reader_, entry.value, "a needed library");
      if (entry.tag == elf::dt_soname) layout_.string(reader_, entry.value, "the shared object name");
      if (entry.tag == elf::dt_rpath || entry.tag == elf::dt_runpath)
        layout_.string(reader_, entry.value, "a search path");
    }
  }

  // The kernel reads that of a program; nothing reads that of a library (glibc elf/dl-load.c has no case for it). A
  // file without a name of its own, but with an interpreter that has a name, is a program. libc.so.6 and
  // libQt6Core.so.6 can be run, and are libraries.
  void read_interpreter() {
    const ElfSegment* const segment = layout_.segment(elf::pt_interp);
    const bool pie = (layout_.dynamic_value(elf::dt_flags_1).value_or(0) & elf::df_1_pie) != 0;
    const bool program = layout_.type == elf::et_exec || pie;
    if (segment == nullptr || !is_loaded() || (!program && layout_.dynamic_value(elf::dt_soname))) return;
    try {
      reader_.require(segment->offset, segment->size, "the interpreter");
      const FileRange name = reader_.string_range(segment->offset, segment->offset + segment->size, "the interpreter");
      if (name.size > 1) layout_.interpreter = name;
    } catch (const Broken&) {
      if (program) throw;
    }
    if (program && layout_.interpreter.size == 0) throw unreadable("the interpreter has no name");
    layout_.program = program || layout_.interpreter.size != 0;
  }

  static constexpr std::string_view section_table = "the section header table";

  const Reader& reader_;
  ElfLayout layout_;
  std::uint64_t phoff_ = 0, shoff_ = 0, phnum_ = 0, shnum_ = 0;
};

}  // namespace

// If a tag occurs twice, the last one counts: loaders fill a table, entry after entry.
std::optional<std::uint64_t> ElfLayout::dynamic_value(std::uint64_t tag) const {
  const auto entry = std::find_if(dynamic.rbegin(), dynamic.rend(), [&](const ElfDynamic& d) { return d.tag == tag; });
  return entry == dynamic.rend() ? std::nullopt : std::optional(entry->value);
}

// Whole pages are mapped, a later segment over an earlier one. So the bytes of the file before and after a segment are
// mapped too, up to the end of the page. If a part of the segment has no bytes in the file, the rest of the last page
// is cleared for it (glibc elf/dl-map-segments.h).
std::optional<ElfLayout::Mapped> ElfLayout::mapped_at(std::uint64_t address) const {
  constexpr std::uint64_t mask = page - 1;
  std::optional<Mapped> found;
  for (const ElfSegment& segment : segments) {
    if (segment.type != elf::pt_load) continue;
    const std::uint64_t begin = segment.address & ~mask;
    const std::uint64_t filled = segment.address + segment.size;
    const std::uint64_t end = segment.memory > segment.size ? filled : (filled + mask) & ~mask;
    if (address >= begin && address < end) {
      found = Mapped{segment.offset - segment.address, end};
    } else if (found && begin > address) {
      found->end = std::min(found->end, begin);
    }
  }
  return found;
}

FileRange ElfLayout::in_file(std::uint64_t address, std::uint64_t size, const std::string& what) const {
  constexpr int most_pieces = 16;  // real tables lie in one segment, or in two that are neighbours
  std::optional<Mapped> piece = mapped_at(address);
  const std::uint64_t shift = piece ? piece->shift : 0;
  std::uint64_t left = size;
  for (int i = 0; piece && piece->shift == shift && i < most_pieces; ++i) {
    const std::uint64_t into = address + (size - left);
    if (left <= piece->end - into) return {address + shift, size};
    left -= piece->end - into;
    piece = mapped_at(piece->end);
  }
  throw unreadable(what + " lies in no loaded segment");
}

std::string ElfLayout::string(const Reader& reader, std::uint64_t offset, std::string_view what) const {
  if (!strings) throw unreadable(std::string(what) + " has no string table");
  if (offset >= strings->size) throw unreadable(std::string(what) + " lies outside the string table");
  return reader.string(strings->offset + offset, strings->offset + strings->size, what);
}

void ElfLayout::require_name(const Reader& reader, std::uint64_t offset, const std::string& what) const {
  if (string(reader, offset, "the name of " + what).empty()) throw unreadable(what + " has no name");
}

const ElfSegment* ElfLayout::segment(std::uint32_t wanted) const {
  const auto found =
      std::find_if(segments.begin(), segments.end(), [&](const ElfSegment& s) { return s.type == wanted; });
  return found == segments.end() ? nullptr : &*found;
}

std::size_t ElfLayout::version_need_count() const {
  std::size_t count = 0;
  for (const ElfVersionNeed& need : version_needs) count += need.versions.size();
  return count;
}

ElfLayout read_elf_layout(const Image& image) {
  const Reader reader(image);
  const auto ident = reader.get<elf::Ident>(0, "the ELF identification");
  const std::uint8_t bits = ident[elf::ei_class], data = ident[elf::ei_data];
  if (bits != elf::elfclass32 && bits != elf::elfclass64) throw unreadable("unknown ELF class " + std::to_string(bits));
  if (data != elf::elfdata2lsb && data != elf::elfdata2msb)
    throw unreadable("unknown ELF byte order " + std::to_string(data));
  const bool is64 = bits == elf::elfclass64;
  const std::endian order = data == elf::elfdata2msb ? std::endian::big : std::endian::little;
  return elf::with_class(is64, order, [&]<class Elf>(Elf) { return ElfReader<Elf>(reader, is64, order).read(); });
}

}  // namespace platlint
