// SPDX-License-Identifier: Apache-2.0
// Layouts and numbers: XNU, osfmk/kern/cs_blobs.h (CS_SuperBlob, CS_BlobIndex, CS_CodeDirectory). The kernel's checks:
// bsd/kern/ubc_subr.c (cs_validate_csblob, cs_validate_codedirectory). All of it is big-endian.
#include "inspect/macho_signature.hpp"

#include "facts/macho_format.hpp"
#include "inspect/sha256.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t last_pages = 4;   // the end of the symbols, and the end of the data that dyld reads
constexpr std::uint64_t most_shift = 24;  // real pages have 4 or 16 KiB

struct SignedPages {
  std::uint64_t hashes = 0;  // in the file
  std::uint64_t slots = 0;
  std::uint64_t limit = 0;  // bytes that are signed
  std::uint64_t page = 0;   // bytes
};

// The parts of the signature, by their places in it.
class SignatureReader {
 public:
  SignatureReader(const Image& image, FileRange signature) : reader_(image), signature_(signature) {
    reader_.require(signature.offset, signature.size, "the code signature");
  }

  std::optional<SignedPages> find_pages() const {
    const auto magic = get<macho::Big32>(0);
    if (magic == macho::csmagic_codedirectory) return read_directory(0);
    if (magic != macho::csmagic_embedded_signature) throw unreadable("the code signature has an unknown form");
    const std::uint32_t count = get<macho::SuperBlob>(0).count;
    constexpr std::uint64_t table = sizeof(macho::SuperBlob);
    require(table, count * std::uint64_t{sizeof(macho::BlobIndex)});
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto row = get<macho::BlobIndex>(table + i * sizeof(macho::BlobIndex));
      const bool is_alternate =
          row.type - macho::csslot_alternate_codedirectories < macho::csslot_alternate_codedirectory_max;
      if (row.type != macho::csslot_codedirectory && !is_alternate) continue;
      if (const std::optional<SignedPages> found = read_directory(row.offset)) return found;
    }
    return std::nullopt;
  }

 private:
  void require(std::uint64_t at, std::uint64_t count) const {
    if (at > signature_.size || count > signature_.size - at)
      throw unreadable("the code signature ends before its tables do");
  }
  template <class Record>
  Record get(std::uint64_t at) const {
    require(at, sizeof(Record));
    return reader_.get<Record>(signature_.offset + at, "the code signature");
  }

  // Unset if its hashes are of another kind.
  std::optional<SignedPages> read_directory(std::uint64_t at) const {
    const auto directory = get<macho::CodeDirectory>(at);
    if (directory.magic != macho::csmagic_codedirectory) throw unreadable("the code directory has an unknown form");
    if (directory.hash_type != macho::cs_hashtype_sha256 || directory.hash_size != Sha256().size()) return std::nullopt;
    if (directory.version >= macho::cs_supports_scatter && get<macho::Big32>(at + macho::scatter_offset_at) != 0)
      throw unreadable("the code directory signs scattered pages");
    SignedPages pages{.hashes = signature_.offset + at + directory.hash_offset,
                      .slots = directory.n_code_slots,
                      .limit = directory.code_limit};
    if (directory.version >= macho::cs_supports_codelimit64) {
      if (const auto wide = get<macho::Big64>(at + macho::code_limit64_at); wide != 0) pages.limit = wide;
    }
    if (directory.page_size > most_shift) throw unreadable("the code directory has pages of an impossible size");
    pages.page =
        directory.page_size == 0 ? std::max<std::uint64_t>(pages.limit, 1) : std::uint64_t{1} << directory.page_size;
    require(at + directory.hash_offset, pages.slots * directory.hash_size);
    return pages;
  }

  Reader reader_;
  FileRange signature_;
};

bool is_as_signed(const Image& image, const SignedPages& directory, std::uint64_t page) {
  const std::uint64_t start = page * directory.page;
  const Sha256 found = sha256(image, {start, std::min(directory.page, directory.limit - start)});
  Sha256 wanted;
  image.read(directory.hashes + page * wanted.size(), wanted);
  return found == wanted;
}

}  // namespace

std::optional<std::uint64_t> find_changed_page(const Image& image, FileRange signature, bool all_pages) {
  const std::optional<SignedPages> directory = SignatureReader(image, signature).find_pages();
  if (!directory) return std::nullopt;
  // Bytes were added or removed between the code and its signature.
  if (directory->limit != signature.offset) return std::min(directory->limit, signature.offset);
  const std::uint64_t pages = (directory->limit + directory->page - 1) / directory->page;
  if (pages > directory->slots) return directory->slots * directory->page;
  for (std::uint64_t page = 0; page < pages; ++page) {
    if (!all_pages && page != 0 && pages - page > last_pages) page = pages - last_pages;
    if (!is_as_signed(image, *directory, page)) return page * directory->page;
  }
  return std::nullopt;
}

}  // namespace platlint
