// SPDX-License-Identifier: Apache-2.0
// Layouts and numbers: XNU, osfmk/kern/cs_blobs.h (CS_SuperBlob, CS_BlobIndex, CS_CodeDirectory); what the kernel asks
// of them: bsd/kern/ubc_subr.c (cs_validate_csblob, cs_validate_codedirectory). All of it is big-endian.
#include "inspect/macho_signature.hpp"

#include "inspect/sha256.hpp"

namespace platlint {

namespace {

constexpr std::uint32_t super_blob_magic = 0xFADE0CC0;      // CSMAGIC_EMBEDDED_SIGNATURE
constexpr std::uint32_t code_directory_magic = 0xFADE0C02;  // CSMAGIC_CODEDIRECTORY
// CSSLOT_CODEDIRECTORY, and five more from CSSLOT_ALTERNATE_CODEDIRECTORIES on.
constexpr std::uint32_t first_directory = 0, first_alternate = 0x1000, alternates = 5;
constexpr std::uint32_t has_scatter = 0x20100;     // CS_SUPPORTSSCATTER
constexpr std::uint32_t has_wide_limit = 0x20300;  // CS_SUPPORTSCODELIMIT64
constexpr std::uint8_t sha256_kind = 2;            // CS_HASHTYPE_SHA256
constexpr std::uint64_t last_pages = 4;            // the ends of the symbols and of what dyld reads
constexpr std::uint64_t most_shift = 24;           // real pages have 4 or 16 KiB

struct CodeDirectory {
  std::uint64_t hashes = 0;  // in the file
  std::uint64_t slots = 0;
  std::uint64_t limit = 0;  // bytes that are signed
  std::uint64_t page = 0;   // bytes
};

// What the signature holds, by places in the signature.
class SignatureReader {
 public:
  SignatureReader(const Image& image, FileRange signature) : reader_(image, std::endian::big), signature_(signature) {
    reader_.require(signature.offset, signature.size, "the code signature");
  }

  std::optional<CodeDirectory> find_directory() const {
    const std::uint32_t magic = u32(0);
    if (magic == code_directory_magic) return read_directory(0);
    if (magic != super_blob_magic) throw unreadable("the code signature has an unknown form");
    const std::uint32_t count = u32(8);
    require(12, std::uint64_t{count} * 8);
    for (std::uint64_t row = 12; row < 12 + std::uint64_t{count} * 8; row += 8) {
      const std::uint32_t slot = u32(row);
      if (slot != first_directory && slot - first_alternate >= alternates) continue;
      if (const std::optional<CodeDirectory> found = read_directory(u32(row + 4))) return found;
    }
    return std::nullopt;
  }

 private:
  void require(std::uint64_t at, std::uint64_t count) const {
    if (at > signature_.size || count > signature_.size - at)
      throw unreadable("the code signature ends before its tables do");
  }
  std::uint32_t u32(std::uint64_t at) const { return require(at, 4), reader_.u32(signature_.offset + at, ""); }
  std::uint64_t u64(std::uint64_t at) const { return require(at, 8), reader_.u64(signature_.offset + at, ""); }
  std::uint8_t u8(std::uint64_t at) const { return require(at, 1), reader_.u8(signature_.offset + at, ""); }

  // Nothing: its hashes are of another kind.
  std::optional<CodeDirectory> read_directory(std::uint64_t at) const {
    if (u32(at) != code_directory_magic) throw unreadable("the code directory has an unknown form");
    const std::uint32_t version = u32(at + 8);
    const std::uint8_t hash_size = u8(at + 36), hash_kind = u8(at + 37), shift = u8(at + 39);
    if (hash_kind != sha256_kind || hash_size != Sha256().size()) return std::nullopt;
    if (version >= has_scatter && u32(at + 44) != 0) throw unreadable("the code directory signs scattered pages");
    CodeDirectory directory{
        .hashes = signature_.offset + at + u32(at + 16), .slots = u32(at + 28), .limit = u32(at + 32)};
    if (const std::uint64_t wide = version >= has_wide_limit ? u64(at + 56) : 0) directory.limit = wide;
    if (shift > most_shift) throw unreadable("the code directory has pages of an impossible size");
    directory.page = shift == 0 ? std::max<std::uint64_t>(directory.limit, 1) : std::uint64_t{1} << shift;
    require(at + u32(at + 16), directory.slots * hash_size);
    return directory;
  }

  Reader reader_;
  FileRange signature_;
};

bool is_as_signed(const Image& image, const CodeDirectory& directory, std::uint64_t page) {
  const std::uint64_t start = page * directory.page;
  const Sha256 found = sha256(image, {start, std::min(directory.page, directory.limit - start)});
  Sha256 wanted;
  image.read(directory.hashes + page * wanted.size(), wanted);
  return found == wanted;
}

}  // namespace

std::optional<std::uint64_t> find_changed_page(const Image& image, FileRange signature, bool all_pages) {
  const std::optional<CodeDirectory> directory = SignatureReader(image, signature).find_directory();
  if (!directory) return std::nullopt;
  // Bytes that came or went between the code and its signature.
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
