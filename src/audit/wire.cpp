// SPDX-License-Identifier: Apache-2.0
#include "audit/wire.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>

#include "text/path.hpp"

namespace platlint {

namespace {

template <class T>
concept Number = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// The last enumerator of each. No enumerator has an explicit value, so all count from 0.
constexpr Format last(Format) {
  return Format::archive;
}
constexpr Kind last(Kind) {
  return Kind::other;
}
constexpr Architecture last(Architecture) {
  return Architecture::any;
}
constexpr System last(System) {
  return System::wasi;
}
constexpr Libc last(Libc) {
  return Libc::bionic;
}
constexpr Damage::Kind last(Damage::Kind) {
  return Damage::Kind::not_a_binary;
}
constexpr Entry::Status last(Entry::Status) {
  return Entry::Status::not_native;
}
constexpr Entry::Outside last(Entry::Outside) {
  return Entry::Outside::code;
}

[[noreturn]] void refuse() {
  throw Unreadable("the worker that read it answered nonsense");
}

// One function lists the fields of each type, for both directions.
class Encoder {
 public:
  template <Number T>
  void operator()(const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void operator()(const std::string& text) {
    (*this)(text.size());
    bytes += text;
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    (*this)(values.size());
    for (const T& value : values) (*this)(value);
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  template <class T>
  requires std::is_class_v<T>
  void operator()(const T& value) { fields(*this, value); }

  std::string bytes;
};

// The least number of bytes that a value takes.
template <class T>
std::size_t least_size() {
  static const std::size_t size = [] {
    Encoder encoder;
    encoder(T());
    return encoder.bytes.size();
  }();
  return size;
}

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  template <Number T>
  void operator()(T& value) {
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    if constexpr (std::is_enum_v<T>) {
      if (value > last(value)) refuse();
    }
  }
  void operator()(bool& value) {
    const char byte = take(1)[0];
    if (byte != 0 && byte != 1) refuse();
    value = byte == 1;
  }
  void operator()(std::string& text) { text = take(count(1)); }
  template <class T>
  void operator()(std::vector<T>& values) {
    values.resize(count(least_size<T>()));
    for (T& value : values) (*this)(value);
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    bool present = false;
    (*this)(present);
    if (present) (*this)(value.emplace());
  }
  template <class T>
  requires std::is_class_v<T>
  void operator()(T& value) { fields(*this, value); }

  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) refuse();
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  // A count that fits in the remaining bytes. This is checked before memory is allocated.
  std::size_t count(std::size_t least) {
    std::size_t size = 0;
    (*this)(size);
    if (size > bytes_.size() / least) refuse();
    return size;
  }

  std::string_view bytes_;
};

template <class Io, class... Fields>
void each(Io& io, Fields&... values) {
  (io(values), ...);
}

// Names all fields of a type, in their order. A structured binding has as many names as its type has fields, so a field
// that is forgotten here does not compile.
#define EACH_FIELD(...)        \
  auto& [__VA_ARGS__] = value; \
  each(io, __VA_ARGS__)

// const for an Encoder.
template <class T, class Of>
concept Like = std::is_same_v<std::remove_const_t<T>, Of>;

template <class Io>
void fields(Io& io, Like<Version> auto& value) {
  EACH_FIELD(major, minor, patch);
}

template <class Io>
void fields(Io& io, Like<Library> auto& value) {
  EACH_FIELD(name, weak);
}

template <class Io>
void fields(Io& io, Like<VersionNeed> auto& value) {
  EACH_FIELD(library, name, weak, symbols);
}

template <class Io>
void fields(Io& io, Like<Import> auto& value) {
  EACH_FIELD(name, library);
}

template <class Io>
void fields(Io& io, Like<Symbols> auto& value) {
  EACH_FIELD(imports, exports);
}

template <class Io>
void fields(Io& io, Like<Artifact> auto& value) {
  EACH_FIELD(format, kind, architecture, machine, system, libc, minimum_system, identity, interpreter, libraries, rpath,
             runpath, version_needs, versions, x86_level, executable_stack, text_relocations, relative_relocations,
             arm_version, node_abi, numpy, oldest_numpy, page_size, odd_identification, never_opened, unsigned_code,
             changed_page, symbols);
}

template <class Io>
void fields(Io& io, Like<Damage> auto& value) {
  EACH_FIELD(kind, reason);
}

template <class Io>
void fields(Io& io, Like<Entry> auto& value) {
  EACH_FIELD(path, size, status, artifacts, damage, link, leaves_root, outside, unopened, excluded, mode, sha256,
             stored_at);
}

using Text = std::pair<std::string, std::string>;

template <class Io>
void fields(Io& io, Like<Text> auto& value) {
  EACH_FIELD(first, second);
}

template <class Io>
void fields(Io& io, Like<Examined> auto& value) {
  EACH_FIELD(entries, metadata);
}

// The hash of a native file has 64 digits.
bool is_hash(const std::string& text) {
  constexpr std::size_t digits = 64;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Does the entry have the form in which inspect makes it?
bool is_sound(const Entry& entry) {
  constexpr std::uint8_t highest_level = 4;
  constexpr std::uint32_t permissions = 07777;
  const bool judged = entry.status == Entry::Status::judged;
  return !entry.excluded && judged != entry.artifacts.empty() && !(judged && entry.damage) &&
         (entry.status != Entry::Status::unreadable || entry.damage) && entry.mode.value_or(0) <= permissions &&
         (entry.sha256.empty() || (entry.status != Entry::Status::not_native && is_hash(entry.sha256))) &&
         std::all_of(entry.artifacts.begin(), entry.artifacts.end(),
                     [](const Artifact& artifact) { return artifact.x86_level <= highest_level; });
}

// The entry of the item stands last, after the members of an archive.
bool is_about(const Examined& examined, std::string_view path) {
  const std::vector<Entry>& entries = examined.entries;
  return !entries.empty() && entries.back().path == path &&
         std::all_of(entries.begin(), entries.end() - 1,
                     [&](const Entry& entry) { return text::is_inside(entry.path, path); }) &&
         std::all_of(examined.metadata.begin(), examined.metadata.end(),
                     [&](const Text& text) { return text.first == path || text::is_inside(text.first, path); });
}

}  // namespace

std::string encode(const Examined& examined) {
  Encoder encoder;
  encoder(examined);
  return std::move(encoder.bytes);
}

Examined decode(std::string_view bytes, std::string_view path) {
  Decoder decoder(bytes);
  Examined examined;
  decoder(examined);
  const std::vector<Entry>& entries = examined.entries;
  if (!decoder.at_end() || !is_about(examined, path) || !std::all_of(entries.begin(), entries.end(), is_sound))
    refuse();
  return examined;
}

std::string encode_root(const Bundle& bundle) {
  return encode({bundle.entries, {bundle.metadata.begin(), bundle.metadata.end()}});
}

Bundle decode_root(std::string_view bytes) {
  Decoder decoder(bytes);
  Examined examined;
  decoder(examined);
  const auto before = [](const Entry& a, const Entry& b) { return a.path < b.path; };
  const std::vector<Entry>& entries = examined.entries;
  const bool is_whole =
      std::is_sorted(entries.begin(), entries.end(), before) &&
      std::all_of(entries.begin(), entries.end(), [](const Entry& entry) { return !entry.damage && is_sound(entry); });
  if (!decoder.at_end() || !is_whole) refuse();
  Bundle bundle;
  bundle.entries = std::move(examined.entries);
  for (auto& [path, text] : examined.metadata) bundle.metadata.emplace(std::move(path), std::move(text));
  return bundle;
}

}  // namespace platlint
