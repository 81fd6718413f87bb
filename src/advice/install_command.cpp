// SPDX-License-Identifier: Apache-2.0
// The command with which a release installs the package of a library. rpm packages provide the sonames in them
// ("libgomp.so.1()(64bit)", rpm's elfdeps), and so do Alpine's ("so:libgomp.so.1", abuild). So their package managers
// find them without a table; docker-library's Dockerfiles for Alpine install that way. Debian's are in
// system_packages.cpp.
#include <algorithm>
#include <array>
#include <string_view>

#include "advice/libraries.hpp"
#include "advice/request.hpp"
#include "target/system_packages.hpp"

namespace platlint::advice {
namespace {

struct Manager {
  std::string_view release;  ///< the start of its name
  std::string_view command;
};

/// The older ones have yum and no dnf. zypper accepts what a package provides, as dnf does (zypper(8), install).
constexpr std::array rpm_managers{
    Manager{"amazonlinux:1", "yum install -y"}, Manager{"amazonlinux:2023", "dnf install -y"},
    Manager{"amazonlinux:2", "yum install -y"}, Manager{"rhel:7", "yum install -y"},
    Manager{"oraclelinux:6", "yum install -y"}, Manager{"oraclelinux:7", "yum install -y"},
    Manager{"rhel:", "dnf install -y"},         Manager{"oraclelinux:", "dnf install -y"},
    Manager{"centos:", "dnf install -y"},       Manager{"almalinux:", "dnf install -y"},
    Manager{"rockylinux:", "dnf install -y"},   Manager{"fedora:", "dnf install -y"},
    Manager{"anolisos:", "dnf install -y"},     Manager{"opencloudos:", "dnf install -y"},
    Manager{"openeuler:", "dnf install -y"},    Manager{"mageia:", "dnf install -y"},
    Manager{"opensuse:", "zypper install -y"},
};

bool is_wide(const Target& target) {
  const Architecture architecture = target.architectures.front();
  return architecture != Architecture::i686 && architecture != Architecture::armv7l;
}

std::string by_rpm(std::string_view command, const std::vector<std::string>& libraries, const Target& target) {
  std::string text;
  for (const std::string& library : libraries) {
    if (!is_plain(library)) continue;
    text.append(" '").append(library).append(is_wide(target) ? "()(64bit)'" : "'");
  }
  return text.empty() ? text : std::string(command) + text;
}

std::string by_apk(const std::vector<std::string>& libraries) {
  std::string text;
  for (const std::string& library : libraries) {
    if (is_plain(library)) text.append(" so:").append(library);
  }
  return text.empty() ? text : "apk add --no-cache" + text;
}

std::string by_apt(const std::vector<std::string>& libraries, const Target& target) {
  std::vector<std::string_view> packages;
  for (const std::string& library : libraries) {
    const target::SystemPackage found = target::find_system_package(target.release, library);
    const bool listed = std::find(packages.begin(), packages.end(), found.name) != packages.end();
    if (found.known == Provision::yes && !listed) packages.push_back(found.name);
  }
  if (packages.empty()) return {};
  std::string text = "apt-get update && apt-get install -y --no-install-recommends";
  for (const std::string_view package : packages) text.append(" ").append(package);
  return text;
}

}  // namespace

std::string install_command(const std::vector<std::string>& libraries, const Target& target) {
  const std::string_view release = target.release;
  if (release.starts_with("debian:") || release.starts_with("ubuntu:")) return by_apt(libraries, target);
  if (release.starts_with("alpine:")) return by_apk(libraries);
  const auto* const row = std::find_if(rpm_managers.begin(), rpm_managers.end(),
                                       [&](const Manager& it) { return release.starts_with(it.release); });
  return row == rpm_managers.end() ? std::string{} : by_rpm(row->command, libraries, target);
}

}  // namespace platlint::advice
