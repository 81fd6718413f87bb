// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf_layout.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "inspect/elf_versions.hpp"

namespace platlint {

namespace {

// Field offsets of Elf32_* and Elf64_* (gABI chapters 4 and 5). One table each instead of two structs, because class
// and byte order are the file's, not the host's.
struct Offsets {
  std::uint64_t header_size, phoff, shoff, flags, phentsize, phnum, shentsize, shnum;
  std::uint64_t ph_size, ph_flags, ph_offset, ph_address, ph_file_size, ph_memory_size, ph_align;
  std::uint64_t sh_size, sh_type, sh_offset, sh_bytes, sh_info;
  std::uint64_t dyn_size;
};
constexpr Offsets elf32{52, 28, 32, 36, 42, 44, 46, 48, 32, 24, 4, 8, 16, 20, 28, 40, 4, 16, 20, 28, 8};
constexpr Offsets elf64{64, 32, 40, 48, 54, 56, 58, 60, 56, 4, 8, 16, 32, 40, 48, 64, 4, 24, 32, 44, 16};

constexpr std::uint16_t et_rel = 1, et_exec = 2, et_dyn = 3;
constexpr std::uint32_t ev_current = 1;
constexpr std::uint32_t sht_nobits = 8;
constexpr std::uint16_t em_arm = 40;
constexpr std::uint64_t page = 0x1000;  // the smallest of any kernel
// Real files have fewer than 100. Every entry may name a string, so the number bounds the work.
constexpr std::size_t most_dynamic_entries = 4096;
// Real libraries and programs have fewer than 20, and a kernel starts none with more than 64 KiB of them (Linux
// fs/binfmt_elf.c, load_elf_phdrs).
constexpr std::uint64_t most_loaded_segments = 4096;
constexpr std::uint16_t pn_xnum = 0xffff;  // the real number of program headers stands in section 0's sh_info

class LayoutReader {
 public:
  LayoutReader(const Reader& reader, bool is64) : reader_(reader), is64_(is64), at_(is64 ? elf64 : elf32) {
    layout_.is64 = is64;
    layout_.order = reader.order();
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
  std::uint64_t word(std::uint64_t offset, std::string_view what) const {
    return is64_ ? reader_.u64(offset, what) : reader_.u32(offset, what);
  }

  bool is_loaded() const { return layout_.type == et_exec || layout_.type == et_dyn; }

  void read_header() {
    reader_.require(0, at_.header_size, "the ELF header");
    layout_.os_abi = reader_.u8(7, "");
    layout_.abi_version = reader_.u8(8, "");
    layout_.padded = !reader_.is_zero(9, 7);
    layout_.type = reader_.u16(16, "");
    layout_.machine = reader_.u16(18, "");
    layout_.flags = reader_.u32(at_.flags, "");
    phoff_ = word(at_.phoff, "");
    shoff_ = word(at_.shoff, "");
    phnum_ = reader_.u16(at_.phnum, "");
    if (reader_.u8(6, "") != ev_current || reader_.u32(20, "") != ev_current) throw unreadable("unknown ELF version");
    if (phnum_ == pn_xnum && is_loaded()) throw unreadable("more program headers than a loader reads");
    shnum_ = reader_.u16(at_.shnum, "");
    if (phnum_ != 0 && reader_.u16(at_.phentsize, "") != at_.ph_size)
      throw unreadable("program headers of an unknown size");
    if (shoff_ != 0 && shnum_ != 0 && reader_.u16(at_.shentsize, "") != at_.sh_size) {
      throw unreadable("section headers of an unknown size");
    }
  }

  // Loaders do not read sections. The table is the last thing in most files, so its end is what a cut takes first, and
  // what a copy that was never finished has zeros in.
  void read_sections() {
    if (shoff_ == 0) return;
    const std::string_view what = "the section header table";
    if (shnum_ == 0 || phnum_ == pn_xnum) {
      reader_.require(shoff_, at_.sh_size, what);
      if (shnum_ == 0) shnum_ = word(shoff_ + at_.sh_bytes, what);
      if (phnum_ == pn_xnum) phnum_ = reader_.u32(shoff_ + at_.sh_info, what);
    }
    if (shnum_ > reader_.size() / at_.sh_size) reader_.require(shoff_, UINT64_MAX, what);
    reader_.require(shoff_, shnum_ * at_.sh_size, what);
    if (shnum_ > 1 && reader_.is_zero(shoff_ + (shnum_ - 1) * at_.sh_size, at_.sh_size)) {
      throw Broken(Damage::Kind::truncated, "the section header table ends in zeros");
    }
    if (layout_.machine == em_arm) find_arm_attributes();
    if (layout_.type != et_rel) return;
    for (std::uint64_t i = 0; i < shnum_; ++i) {
      const std::uint64_t row = shoff_ + i * at_.sh_size;
      if (reader_.u32(row + at_.sh_type, what) == sht_nobits) continue;
      if (i != 0) reader_.require(word(row + at_.sh_offset, what), word(row + at_.sh_bytes, what), "a section");
    }
  }

  // No loader reads it: where it is not whole there is none ("Addenda to, and Errata in, the ABI for the Arm
  // Architecture").
  void find_arm_attributes() {
    constexpr std::uint32_t sht_arm_attributes = 0x70000003;
    for (std::uint64_t i = 0; i < shnum_; ++i) {
      const std::uint64_t row = shoff_ + i * at_.sh_size;
      if (reader_.u32(row + at_.sh_type, "") != sht_arm_attributes) continue;
      const FileRange range{word(row + at_.sh_offset, ""), word(row + at_.sh_bytes, "")};
      if (reader_.holds(range.offset, range.size)) layout_.arm_attributes = range;
    }
  }

  // Debug companions (objcopy --only-keep-debug, eu-strip -f) keep the headers of the file that they were taken from:
  // of all that is loaded, only notes have bytes.
  bool holds_debug_information_only() const {
    constexpr std::uint64_t shf_alloc = 2;
    constexpr std::uint32_t sht_null = 0, sht_note = 7;
    for (std::uint64_t i = 0; i < shnum_ && shoff_ != 0; ++i) {
      const std::uint64_t row = shoff_ + i * at_.sh_size;
      const std::uint32_t type = reader_.u32(row + at_.sh_type, "");
      if ((word(row + 8, "") & shf_alloc) != 0 && type != sht_nobits && type != sht_null && type != sht_note)
        return false;
    }
    return shoff_ != 0 && shnum_ != 0;
  }

  void read_segments() {
    const std::string_view what = "the program header table";
    if (phnum_ == 0 && is_loaded()) throw unreadable("it has no program headers");
    if (phnum_ > reader_.size() / at_.ph_size) reader_.require(phoff_, UINT64_MAX, what);
    reader_.require(phoff_, phnum_ * at_.ph_size, what);
    if (phnum_ > most_loaded_segments && is_loaded()) throw unreadable("more program headers than a loader reads");
    layout_.segments.reserve(static_cast<std::size_t>(phnum_));
    for (std::uint64_t i = 0; i < phnum_; ++i) {
      const std::uint64_t row = phoff_ + i * at_.ph_size;
      ElfSegment segment{
          reader_.u32(row, what),           reader_.u32(row + at_.ph_flags, what), word(row + at_.ph_offset, what),
          word(row + at_.ph_address, what), word(row + at_.ph_file_size, what),    word(row + at_.ph_memory_size, what),
          word(row + at_.ph_align, what)};
      layout_.segments.push_back(segment);
    }
    // In this order: only the last of them reads what lies at the end of the file.
    layout_.debug = (!holds_code() || is_dynamic_section_zero()) && holds_debug_information_only();
    if (layout_.debug) return layout_.segments.clear();
    for (const ElfSegment& segment : layout_.segments) {
      if (segment.size == 0 || !is_needed(segment)) continue;
      reader_.require(segment.offset, segment.size, "a segment");
      if (segment.type == pt_load && is_loaded()) check_mapping(segment);
    }
  }

  // Of a library or a program, loaders map what is PT_LOAD, and find the rest in memory. What notes, exception tables
  // and a library's interpreter say of their place is looked at by nobody (glibc elf/dl-load.c,
  // _dl_map_object_from_fd).
  bool is_needed(const ElfSegment& segment) const {
    if (segment.type == 0) return false;
    return !is_loaded() || segment.type == pt_load || segment.type == pt_dynamic;
  }

  // gABI, "Program Header": what the system maps by whole pages must lie alike in them in the file and in memory. What
  // p_align says beyond that counted until glibc 2.34 only (elf/dl-load.c). Firmware without a loader has no pages.
  void check_mapping(const ElfSegment& segment) const {
    if (segment.size > segment.memory) throw unreadable("a segment has more bytes in the file than in memory");
    const bool has_loader = layout_.segment(pt_dynamic) != nullptr || layout_.segment(pt_interp) != nullptr;
    const bool aligned = segment.align > 1 && std::has_single_bit(segment.align);
    const std::uint64_t step = has_loader ? page : aligned ? std::min(segment.align, page) : 1;
    if (((segment.address - segment.offset) & (step - 1)) != 0)
      throw unreadable("a segment's address does not match its offset in the file");
  }

  // Is there a segment with code whose bytes this file has? Section headers alone are not believed: no loader reads
  // them.
  bool holds_code() const {
    constexpr std::uint32_t pf_x = 1;
    return std::any_of(layout_.segments.begin(), layout_.segments.end(), [&](const ElfSegment& segment) {
      return segment.type == pt_load && (segment.flags & pf_x) != 0 && segment.size != 0 &&
             reader_.holds(segment.offset, segment.size);
    });
  }

  // Where headers and code share a segment, it keeps the headers, and seems to have code. But there is nothing to load
  // by: the dynamic section is said to be elsewhere than in what the file fills.
  bool is_dynamic_section_zero() const {
    if (!is_loaded()) return false;
    std::size_t sections = 0;
    for (const ElfSegment& segment : layout_.segments) {
      if (segment.type != pt_dynamic) continue;
      ++sections;
      const bool filled = std::any_of(layout_.segments.begin(), layout_.segments.end(), [&](const ElfSegment& load) {
        return load.type == pt_load && segment.address >= load.address && segment.address - load.address < load.size;
      });
      if (filled || segment.size != 0) return false;
    }
    return sections != 0;
  }

  void read_dynamic() {
    const ElfSegment* const segment = layout_.segment(pt_dynamic);
    if (segment == nullptr) return;
    const std::string_view what = "the dynamic section";
    if (segment->size == 0) throw unreadable("the dynamic section has no bytes");
    check_dynamic_place(*segment);
    for (std::uint64_t at = 0; at + at_.dyn_size <= segment->size; at += at_.dyn_size) {
      const ElfDynamic entry{word(segment->offset + at, what), word(segment->offset + at + at_.dyn_size / 2, what)};
      if (entry.tag == dt_null) return require_tables();
      if (layout_.dynamic.size() == most_dynamic_entries) throw unreadable("too many dynamic entries");
      layout_.dynamic.push_back(entry);
    }
    throw unreadable("the dynamic section has no end (DT_NULL)");
  }

  // Without the first two every loader crashes, without the third it finds none of the file's own symbols
  // (glibc elf/get-dynamic-info.h and elf/dl-lookup.c; musl ldso/dynlink.c, decode_dyn). A program need not have any.
  void require_tables() const {
    if (layout_.dynamic.empty()) throw unreadable("the dynamic section is empty");
    if (!layout_.dynamic_value(dt_strtab)) throw unreadable("the dynamic section names no string table");
    const std::optional<std::uint64_t> symbols = layout_.dynamic_value(dt_symtab);
    if (!symbols) throw unreadable("the dynamic section names no symbol table");
    layout_.in_file(*symbols, is64_ ? 24 : 16, "the dynamic symbol table");
    constexpr std::array hashes{dt_hash, dt_gnu_hash, dt_mips_xhash};
    const bool hashed = std::any_of(hashes.begin(), hashes.end(),
                                    [&](std::uint64_t tag) { return layout_.dynamic_value(tag).has_value(); });
    if (!hashed && layout_.dynamic_value(dt_soname)) throw unreadable("a library without a symbol hash table");
    if (const std::optional<std::uint64_t> hash = layout_.dynamic_value(dt_gnu_hash)) check_gnu_hash(*hash);
  }

  // The number of buckets stands first, and lookups divide by it (glibc elf/dl-setup_hash.c).
  void check_gnu_hash(std::uint64_t address) const {
    const std::string what = "the symbol hash table";
    if (reader_.u32(layout_.in_file(address, 16, what).offset, what) == 0) throw unreadable(what + " is zeros");
  }

  // Loaders look for it in memory, where its address says; of several segments glibc takes the last.
  void check_dynamic_place(const ElfSegment& segment) const {
    if (layout_.in_file(segment.address, segment.size, "the dynamic section").offset != segment.offset)
      throw unreadable("the dynamic section is loaded from another place than its own");
    const auto is_dynamic = [](const ElfSegment& other) { return other.type == pt_dynamic; };
    if (std::count_if(layout_.segments.begin(), layout_.segments.end(), is_dynamic) != 1)
      throw unreadable("it has several dynamic sections");
  }

  void find_strings() {
    const std::optional<std::uint64_t> address = layout_.dynamic_value(dt_strtab);
    if (!address) return;
    const std::optional<std::uint64_t> size = layout_.dynamic_value(dt_strsz);
    if (!size) throw unreadable("the dynamic section has a string table without a size");
    if (*size == 0) return;
    layout_.strings = layout_.in_file(*address, *size, "the dynamic string table");
  }

  void check_strings() const {
    for (const ElfDynamic& entry : layout_.dynamic) {
      if (entry.tag == dt_needed) layout_.require_name(reader_, entry.value, "a needed library");
      if (entry.tag == dt_soname) layout_.require_string(reader_, entry.value, "the shared object name");
      if (entry.tag == dt_rpath || entry.tag == dt_runpath)
        layout_.require_string(reader_, entry.value, "a search path");
    }
  }

  // The kernel reads a program's, and nobody a library's (glibc elf/dl-load.c has no case for it). What has no name of
  // its own and an interpreter that has one is a program: libc.so.6 and libQt6Core.so.6 can be run, and are libraries.
  void read_interpreter() {
    const ElfSegment* const segment = layout_.segment(pt_interp);
    constexpr std::uint64_t df_1_pie = 0x08000000;
    const bool pie = (layout_.dynamic_value(dt_flags_1).value_or(0) & df_1_pie) != 0;
    const bool program = layout_.type == et_exec || pie;
    if (segment == nullptr || !is_loaded() || (!program && layout_.dynamic_value(dt_soname))) return;
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

  const Reader& reader_;
  bool is64_;
  const Offsets& at_;
  ElfLayout layout_;
  std::uint64_t phoff_ = 0, shoff_ = 0, phnum_ = 0, shnum_ = 0;
};

}  // namespace

// Of a tag that stands there twice the last counts: loaders fill a table, entry after entry.
std::optional<std::uint64_t> ElfLayout::dynamic_value(std::uint64_t tag) const {
  const auto entry = std::find_if(dynamic.rbegin(), dynamic.rend(), [&](const ElfDynamic& d) { return d.tag == tag; });
  return entry == dynamic.rend() ? std::nullopt : std::optional(entry->value);
}

// Whole pages are mapped, a later segment over an earlier one: so what stands in the file before and after a segment is
// there too, up to the page's end, but where the rest of the last page is cleared for what has no bytes in the file
// (glibc elf/dl-map-segments.h).
std::optional<ElfLayout::Mapped> ElfLayout::mapped_at(std::uint64_t address) const {
  constexpr std::uint64_t mask = page - 1;
  std::optional<Mapped> found;
  for (const ElfSegment& segment : segments) {
    if (segment.type != pt_load) continue;
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

void ElfLayout::require_string(const Reader& reader, std::uint64_t offset, std::string_view what) const {
  if (!strings) throw unreadable(std::string(what) + " has no string table");
  if (offset >= strings->size) throw unreadable(std::string(what) + " lies outside the string table");
  reader.string(strings->offset + offset, strings->offset + strings->size, what);
}

void ElfLayout::require_name(const Reader& reader, std::uint64_t offset, const std::string& what) const {
  require_string(reader, offset, "the name of " + what);
  if (reader.u8(strings->offset + offset, "") == 0) throw unreadable(what + " has no name");
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
  const Reader identity(image, std::endian::little);
  identity.require(0, 16, "the ELF identification");
  const std::uint8_t elf_class = identity.u8(4, "");
  const std::uint8_t data = identity.u8(5, "");
  if (elf_class != 1 && elf_class != 2)
    throw Broken(Damage::Kind::unreadable, "unknown ELF class " + std::to_string(elf_class));
  if (data != 1 && data != 2) throw Broken(Damage::Kind::unreadable, "unknown ELF byte order " + std::to_string(data));
  const Reader reader(image, data == 2 ? std::endian::big : std::endian::little);
  return LayoutReader(reader, elf_class == 2).read();
}

}  // namespace platlint
