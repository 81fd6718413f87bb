// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/file_image.hpp"
#include "audit/wire.hpp"
#include "inspect/identify.hpp"
#include "inspect/inspect.hpp"
#include "inventory/source.hpp"
#include "require.hpp"
#include "targets.hpp"

namespace platlint::fuzz {

namespace {

class MemoryFile : public File {
 public:
  explicit MemoryFile(Input input) : input_(input) {}

  std::uint64_t size() const override { return input_.size(); }
  std::span<const std::byte> head(std::size_t) override {
    return input_.first(std::min<std::size_t>(input_.size(), 4096));
  }
  void read(std::uint64_t offset, std::span<std::byte> into) override {
    require(offset + into.size() <= input_.size(), "nothing is read past the end");
    std::copy_n(input_.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
  }
  Buffer read_all(std::uint64_t) override { throw not_asked_for(); }
  std::unique_ptr<Stream> in_order() override { throw not_asked_for(); }
  std::unique_ptr<Source> at_random(std::uint64_t) override { throw not_asked_for(); }

 private:
  static Unreadable not_asked_for() { return Unreadable("not asked for"); }

  Input input_;
};

bool same(const Inspection& a, const Inspection& b) {
  return a.artifacts == b.artifacts && a.damage == b.damage;
}

}  // namespace

void inspect_file(Input input) {
  for (const bool symbols : {false, true}) {
    Detail detail;
    detail.symbols = detail.links = symbols;
    const Inspection whole = inspect(input, detail);
    const bool native = is_native(identify(input.first(std::min(input.size(), identify_bytes)), input.size()));
    require(whole.artifacts.empty() || !whole.damage, "facts or damage");
    require(!native || !whole.artifacts.empty() || whole.damage, "what is native has facts or damage");
    require(native || whole.artifacts.empty(), "what is not native has no facts");
    MemoryFile file(input);
    require(same(whole, inspect(FileImage(file), detail)), "pages give what memory gives");
    Entry entry;
    entry.path = "x";
    if (!whole.artifacts.empty()) entry.status = Entry::Status::judged;
    entry.artifacts = whole.artifacts;
    entry.damage = whole.damage;
    const Examined arrived = decode(encode({{entry}, {}}), "x");
    require(arrived.entries[0].artifacts == entry.artifacts && arrived.entries[0].damage == entry.damage,
            "what a worker found arrives");
  }
}

}  // namespace platlint::fuzz
