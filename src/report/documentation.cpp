// SPDX-License-Identifier: Apache-2.0
#include "report/documentation.hpp"

namespace platlint {

std::string_view documentation() {
  return PLATLINT_DOCUMENTATION;
}

std::string help_uri(std::string_view pages, const Rule& rule) {
  if (pages.empty()) return {};
  return std::string(pages) + (pages.ends_with('/') ? "" : "/") + "rules/" + std::string(rule.name) + ".md";
}

}  // namespace platlint
