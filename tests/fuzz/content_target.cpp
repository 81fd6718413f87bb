// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "audit/examine.hpp"
#include "inventory/image_layout.hpp"
#include "inventory/walk.hpp"
#include "require.hpp"
#include "targets.hpp"
#include "text/path.hpp"

namespace platlint::fuzz {

namespace {

// Names of files that are opened for their contents.
constexpr std::array names{"x",     "x.br",  "x.tar.br", "x.so.gz",  "x.tgz", "x.iso",
                           "x.dmg", "x.msi", "x.img",    "app.asar", "x.jar"};

std::unique_ptr<Source> copy_of(Input input) {
  Buffer buffer{std::unique_ptr<std::byte[]>(new std::byte[input.size()]), input.size()};
  std::copy(input.begin(), input.end(), buffer.data.get());
  return memory_source(std::move(buffer));
}

}  // namespace

void examine_content(Input input) {
  if (input.empty()) return;
  const std::string name = names[static_cast<unsigned char>(input[0]) % names.size()];
  Options options;
  options.limits.total_bytes = 64 * Limits::mebibyte;
  options.limits.archive_bytes = 16 * Limits::mebibyte;
  options.limits.file_bytes = 16 * Limits::mebibyte;
  options.limits.entries = 1000;
  const std::unique_ptr<ListedRoot> root = open_lone_file(copy_of(input.subspan(1)), name);
  Spending spending;
  Budget budget{options.limits, spending};
  const Examined examined = examine_item(*root, 0, budget, options);
  require(!examined.entries.empty() && examined.entries.back().path == name, "its own entry comes last");
  for (const Entry& entry : examined.entries) {
    require(entry.path == name || text::is_inside(entry.path, name), "the others lie in it");
    require((entry.status == Entry::Status::judged) == !entry.artifacts.empty(), "what is judged has facts");
    require(entry.status != Entry::Status::unreadable || entry.damage, "what is unreadable says why");
  }
}

void read_layout(Input input) {
  const std::string text(reinterpret_cast<const char*>(input.data()), input.size());
  try {
    for (const ContainerImage& image : read_image_layout([&](const std::string&) { return text; })) {
      for (const std::string& layer : image.layers)
        require(text::resolve("", layer) == layer, "a layer lies in the layout");
    }
  } catch (const Unreadable&) {  // refused
  }
}

}  // namespace platlint::fuzz
