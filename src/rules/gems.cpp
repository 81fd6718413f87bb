// SPDX-License-Identifier: Apache-2.0
// AWS Lambda Developer Guide, ruby-package: GEM_PATH is /var/task/vendor/bundle/ruby/3.4.0 and /opt/ruby/gems/3.4.0,
// with the version of the runtime's Ruby. Bundler names that directory by the ABI version of the Ruby that runs it
// (RbConfig, ruby_version).
#include "rules/gems.hpp"

#include <map>
#include <string>
#include <string_view>

namespace platlint {

namespace {

/// "vendor/bundle/ruby/3.2.0/gems/x/x.so", "ruby/gems/3.2.0/gems/x/x.so" -> "3.2.0".
std::string_view ruby_of(std::string_view path) {
  for (const std::string_view place : {"vendor/bundle/ruby/", "ruby/gems/"}) {
    if (!path.starts_with(place)) continue;
    path.remove_prefix(place.size());
    const std::string_view version = path.substr(0, path.find('/'));
    if (version.size() < path.size() && version.find_first_not_of("0123456789.") == std::string_view::npos)
      return version;
  }
  return {};
}

}  // namespace

void check_gems(const Evidence& whole, Findings& findings) {
  constexpr std::string_view runtime = "ruby";
  if (!whole.target.runtime.starts_with(runtime)) return;
  const std::string wanted = whole.target.runtime.substr(runtime.size()) + ".0";
  std::map<std::string_view, std::size_t> rubies;  // with the first native file of each
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Entry& entry = whole.bundle.entries[i];
    const std::string_view version = ruby_of(entry.path);
    if (version == wanted) return;
    if (!version.empty() && entry.status != Entry::Status::not_native) rubies.emplace(version, i);
  }
  for (const auto& [version, entry] : rubies) {
    findings.push_back(placed(finding(rule::missing_native_code, Severity::error,
                                      "its gems are for Ruby " + std::string(version) +
                                          ", and the target's Ruby looks for them under " + wanted + " (LoadError)",
                                      wanted, "gems for Ruby " + std::string(version)),
                              whole, entry));
  }
}

}  // namespace platlint
