// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "packages/jars.hpp"
#include "packages/node.hpp"
#include "packages/others.hpp"
#include "packages/places.hpp"
#include "packages/python.hpp"
#include "packages/tree.hpp"
#include "text/path.hpp"

namespace platlint {
namespace {

using namespace packages;

/// Finds the owner by metadata or by the layout of an ecosystem; if there is neither, by place.
class Finders {
 public:
  Finders(const Tree& tree, Sites sites) : jars_(tree), others_(tree), places_(tree, std::move(sites)) {}

  std::optional<Package> package_of(std::string_view path) {
    auto jar = jars_.package_of(path);
    if (jar && jar->path.ends_with(".jar")) return jar;
    if (auto other = others_.package_of(path)) return other;
    auto place = places_.package_of(path);
    // Python code may lie beside files that were unpacked from a jar.
    const bool known = place && place->ecosystem != Ecosystem::other;
    return jar && !known ? jar : place;
  }

 private:
  Jars jars_;
  Others others_;
  Places places_;
};

/// For entries without an owner: a native one makes a package of its place, and others join a package that is there.
void claim_places(const Tree& tree, Sites sites, Ownership& ownership) {
  Finders finders{tree, std::move(sites)};
  std::map<std::string, std::size_t> known;
  for (const bool native : {true, false}) {
    if (!native && known.empty()) return;
    for (std::size_t entry = 0; entry < tree.size(); ++entry) {
      if (ownership.owner[entry] || tree.is_native(entry) != native) continue;
      auto package = finders.package_of(tree.path(entry));
      if (!package) continue;
      const auto found = known.find(package->path);
      if (found != known.end()) {
        ownership.owner[entry] = found->second;
      } else if (native) {
        const auto path = package->path;
        ownership.owner[entry] = known[path] = add(ownership, std::move(*package));
      }
    }
  }
}

Ownership sorted(Ownership ownership) {
  auto& all = ownership.packages;
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return std::tie(all[left].name, all[left].path, left) < std::tie(all[right].name, all[right].path, right);
  });
  std::vector<std::size_t> place(all.size());
  Ownership result;
  for (const auto index : order) {
    place[index] = result.packages.size();
    result.packages.push_back(std::move(all[index]));
  }
  result.owner = std::move(ownership.owner);
  for (auto& owner : result.owner) {
    if (owner) owner = place[*owner];
  }
  return result;
}

// The directories in which a system's loader looks for libraries: ld.so(8), ldconfig(8); musl ldso/dynlink.c.
bool is_of_a_loader(std::string_view path) {
  const std::string_view name = text::file_name(path);
  const std::string_view directory = text::parent(path);
  const auto lies_in = [&](std::string_view wanted) {
    return directory == wanted ||
           (directory.ends_with(wanted) && directory[directory.size() - wanted.size() - 1] == '/');
  };
  if (name == "ld.so.conf" || (name.starts_with("ld-musl-") && name.ends_with(".path"))) return lies_in("etc");
  return name.ends_with(".conf") && lies_in("etc/ld.so.conf.d");
}

}  // namespace

bool is_metadata(std::string_view path) {
  const std::string_view name = text::file_name(path);
  constexpr std::string_view editor_manifest = "extension.vsixmanifest";
  return name == "package.json" || name == "os-release" || name == "AndroidManifest.xml" || name == "pom.properties" ||
         name.ends_with(".deps.json") || path == editor_manifest || is_of_a_loader(path) ||
         is_distribution_metadata(path);
}

Ownership find_packages(const Bundle& bundle) {
  const Tree tree{bundle};
  Ownership ownership;
  ownership.owner.resize(tree.size());
  auto sites = claim_distributions(tree, ownership);
  claim_node_modules(tree, ownership);
  claim_places(tree, std::move(sites), ownership);
  return sorted(std::move(ownership));
}

std::string_view name(Ecosystem ecosystem) {
  switch (ecosystem) {
    case Ecosystem::python:
      return "python";
    case Ecosystem::node:
      return "node";
    case Ecosystem::java:
      return "java";
    case Ecosystem::ruby:
      return "ruby";
    case Ecosystem::dotnet:
      return "dotnet";
    case Ecosystem::elixir:
      return "elixir";
    case Ecosystem::other:
      return "other";
  }
  return "other";
}

}  // namespace platlint
