// SPDX-License-Identifier: Apache-2.0
#include "audit/wire.hpp"

#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>

namespace platlint {

namespace {

template <class T>
concept Number = std::is_arithmetic_v<T> || std::is_enum_v<T>;

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

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  template <Number T>
  void operator()(T& value) {
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
  }
  void operator()(bool& value) { value = take(1)[0] != 0; }
  void operator()(std::string& text) { text = take(count()); }
  template <class T>
  void operator()(std::vector<T>& values) {
    // Every value takes a byte at least, so a count is never more than what is left.
    values.resize(count());
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
    if (size > bytes_.size()) throw Unreadable("the worker that read it answered nonsense");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::size_t count() {
    std::size_t size = 0;
    (*this)(size);
    if (size > bytes_.size()) throw Unreadable("the worker that read it answered nonsense");
    return size;
  }

  std::string_view bytes_;
};

// const for an Encoder.
template <class T, class Of>
concept Like = std::is_same_v<std::remove_const_t<T>, Of>;

template <class Io>
void fields(Io& io, Like<Version> auto& value) {
  io(value.major);
  io(value.minor);
  io(value.patch);
}

template <class Io>
void fields(Io& io, Like<Library> auto& value) {
  io(value.name);
  io(value.weak);
}

template <class Io>
void fields(Io& io, Like<VersionNeed> auto& value) {
  io(value.library);
  io(value.name);
  io(value.weak);
  io(value.symbols);
}

template <class Io>
void fields(Io& io, Like<Artifact> auto& value) {
  io(value.format);
  io(value.kind);
  io(value.architecture);
  io(value.machine);
  io(value.system);
  io(value.libc);
  io(value.minimum_system);
  io(value.identity);
  io(value.interpreter);
  io(value.libraries);
  io(value.rpath);
  io(value.runpath);
  io(value.version_needs);
  io(value.x86_level);
  io(value.executable_stack);
  io(value.text_relocations);
  io(value.relative_relocations);
  io(value.never_opened);
  io(value.unsigned_code);
}

template <class Io>
void fields(Io& io, Like<Damage> auto& value) {
  io(value.kind);
  io(value.reason);
}

template <class Io>
void fields(Io& io, Like<Entry> auto& value) {
  io(value.path);
  io(value.size);
  io(value.status);
  io(value.artifacts);
  io(value.damage);
  io(value.link);
  io(value.leaves_root);
  io(value.outside);
  io(value.unopened);
}

using Text = std::pair<std::string, std::string>;

template <class Io>
void fields(Io& io, Like<Text> auto& value) {
  io(value.first);
  io(value.second);
}

template <class Io>
void fields(Io& io, Like<Examined> auto& value) {
  io(value.entries);
  io(value.metadata);
}

}  // namespace

std::string encode(const Examined& examined) {
  Encoder encoder;
  encoder(examined);
  return std::move(encoder.bytes);
}

Examined decode(std::string_view bytes) {
  Decoder decoder(bytes);
  Examined examined;
  decoder(examined);
  if (!decoder.at_end()) throw Unreadable("the worker that read it answered nonsense");
  return examined;
}

}  // namespace platlint
