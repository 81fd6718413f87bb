// SPDX-License-Identifier: Apache-2.0
// Build attributes: "Addenda to, and Errata in, the ABI for the Arm Architecture", ARM IHI 0045.
#include "inspect/elf_arm.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace platlint {

namespace {

constexpr std::uint64_t tag_file = 1, tag_cpu_arch = 6;
constexpr std::uint64_t most_bytes = 0x1000;  // real sections have fewer than 100

// ULEB128.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 63 && !text.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

void skip_text(std::string_view& text) {
  text.remove_prefix(std::min(text.find('\0'), text.size() - 1) + 1);
}

// The values of most tags are numbers. Those of CPU_raw_name, CPU_name and the odd tags from 33 on are text, and
// Tag_compatibility has one of each.
void skip_value(std::uint64_t tag, std::string_view& text) {
  constexpr std::uint64_t raw_name = 4, name = 5, compatibility = 32;
  const bool is_text = tag == raw_name || tag == name || (tag > compatibility && tag % 2 == 1);
  if (!is_text) take_number(text);
  if ((is_text || tag == compatibility) && !text.empty()) skip_text(text);
}

std::optional<std::uint64_t> cpu_arch(std::string_view attributes) {
  while (const std::optional<std::uint64_t> tag = take_number(attributes)) {
    if (*tag == tag_cpu_arch) return take_number(attributes);
    skip_value(*tag, attributes);
  }
  return std::nullopt;
}

// Values of Tag_CPU_arch from 0 on: pre-v4, v4, v4T, v5T, v5TE, v5TEJ, v6, v6KZ, v6T2, v6K, v7, v6-M, v6S-M, v7E-M.
std::uint8_t version_of(std::uint64_t value) {
  constexpr std::array<std::uint8_t, 14> versions{5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 7, 6, 6, 7};
  return value < versions.size() ? versions.at(value) : 8;
}

}  // namespace

// 'A', the length of the vendor's part, its name "aeabi". In that part the attributes of the whole file come first:
// their tag, their length, and pairs of tag and value.
std::uint8_t read_arm_version(const Reader& reader, const ElfLayout& layout) {
  constexpr std::string_view vendor{"aeabi\0", 6};
  constexpr std::uint64_t before_vendor = 5, length = 4;
  const FileRange& section = layout.arm_attributes;
  if (section.size < before_vendor + vendor.size()) return 0;
  const std::string bytes = reader.text(section.offset, std::min(section.size, most_bytes), "the build attributes");
  std::string_view rest = bytes;
  if (rest.front() != 'A' || rest.substr(before_vendor, vendor.size()) != vendor) return 0;
  rest.remove_prefix(before_vendor + vendor.size());
  if (take_number(rest) != tag_file || rest.size() < length) return 0;
  rest.remove_prefix(length);
  const std::optional<std::uint64_t> value = cpu_arch(rest);
  return value ? version_of(*value) : std::uint8_t{0};
}

}  // namespace platlint
