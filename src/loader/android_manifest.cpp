// SPDX-License-Identifier: Apache-2.0
// Binary XML: AOSP frameworks/base/libs/androidfw/include/androidfw/ResourceTypes.h (ResChunk_header, ResStringPool,
// ResXMLTree_node, ResXMLTree_attrExt). The attribute's default, true: core/java/com/android/internal/pm/pkg/parsing/
// ParsingPackageUtils.java, setExtractNativeLibrariesRequested.
#include "loader/android_manifest.hpp"

#include <cstring>
#include <optional>

#include "facts/field.hpp"

namespace platlint {

namespace {

using Half = U16<std::endian::little>;
using Word = U32<std::endian::little>;

struct ChunkHeader {
  Half type, header_size;
  Word size;
};

struct ElementHeader {  // ResXMLTree_attrExt
  Word space, name;
  Half attributes_at, attribute_size, attributes;
};

struct Attribute {
  Word space, name, raw_value;
  Half value_size;
  std::uint8_t zero, value_type;
  Word value;
};

struct PoolHeader {  // ResStringPool_header, behind its chunk header
  Word strings, styles, flags, strings_at, styles_at;
};

constexpr std::uint16_t xml_type = 0x0003, pool_type = 0x0001, map_type = 0x0180, element_type = 0x0102;
constexpr std::uint32_t extract_native_libs = 0x010104ea;  // android.R.attr.extractNativeLibs
constexpr std::uint32_t utf8_flag = 1 << 8;
constexpr std::uint8_t boolean_type = 0x12;  // Res_value::TYPE_INT_BOOLEAN

// Unset: it lies outside.
template <class Value>
std::optional<Value> at(std::string_view bytes, std::uint64_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(Value)) return std::nullopt;
  Value value;
  std::memcpy(&value, bytes.data() + offset, sizeof(Value));
  return value;
}

class Manifest {
 public:
  explicit Manifest(std::string_view bytes) : bytes_(bytes) {}

  NativeLibraries read() {
    const auto whole = at<ChunkHeader>(bytes_, 0);
    if (!whole || whole->type != xml_type) return NativeLibraries::unknown;
    for (std::uint64_t next = whole->header_size; next < bytes_.size() && !said_;) {
      const auto chunk = at<ChunkHeader>(bytes_, next);
      if (!chunk || chunk->size < sizeof(ChunkHeader) || chunk->size > bytes_.size() - next)
        return NativeLibraries::unknown;
      read_chunk(chunk->type, chunk->header_size, bytes_.substr(next, chunk->size));
      next += chunk->size;
    }
    return said_.value_or(is_split_ ? NativeLibraries::unknown : NativeLibraries::unpacked);
  }

 private:
  void read_chunk(std::uint16_t type, std::uint16_t header_size, std::string_view chunk) {
    if (type == pool_type && pool_.empty()) pool_ = chunk;
    if (type == map_type && header_size <= chunk.size()) map_ = chunk.substr(header_size);
    if (type == element_type && header_size <= chunk.size()) read_element(chunk.substr(header_size));
  }

  void read_element(std::string_view element) {
    const auto header = at<ElementHeader>(element, 0);
    if (!header || header->attribute_size < sizeof(Attribute)) return;
    for (std::uint64_t i = 0; i < header->attributes && !said_; ++i) {
      const auto attribute = at<Attribute>(element, header->attributes_at + i * header->attribute_size);
      if (!attribute) return;
      const auto resource = at<Word>(map_, std::uint64_t{attribute->name} * sizeof(Word));
      if (resource && *resource == extract_native_libs) said_ = meaning(*attribute);
      is_split_ = is_split_ || is_split(attribute->name);
    }
  }

  static NativeLibraries meaning(const Attribute& attribute) {
    if (attribute.value_type != boolean_type) return NativeLibraries::unknown;  // a reference to a resource
    return attribute.value == 0 ? NativeLibraries::mapped : NativeLibraries::unpacked;
  }

  // The attribute `split` of <manifest> has no resource: its name decides. Lengths of short names take one unit each,
  // and in UTF-8 there are two: of characters, and of bytes.
  bool is_split(std::uint32_t name) const {
    const auto header = at<PoolHeader>(pool_, sizeof(ChunkHeader));
    const auto offset = at<Word>(pool_, sizeof(ChunkHeader) + sizeof(PoolHeader) + std::uint64_t{name} * sizeof(Word));
    if (!header || !offset || name >= header->strings) return false;
    const std::uint64_t start = std::uint64_t{header->strings_at} + *offset;
    constexpr std::string_view narrow("\x05\x05split\0", 8), wide("\x05\0s\0p\0l\0i\0t\0\0\0", 14);
    const bool is_narrow = (header->flags & utf8_flag) != 0;
    return start < pool_.size() && pool_.substr(start).starts_with(is_narrow ? narrow : wide);
  }

  std::string_view bytes_;
  std::string_view pool_;  // the chunk with the texts
  std::string_view map_;   // the resource of each of the first texts
  std::optional<NativeLibraries> said_;
  bool is_split_ = false;
};

}  // namespace

NativeLibraries native_libraries_of(std::string_view manifest) {
  return Manifest(manifest).read();
}

}  // namespace platlint
