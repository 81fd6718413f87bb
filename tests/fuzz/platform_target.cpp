// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "platlint/error.hpp"
#include "platlint/target.hpp"
#include "require.hpp"
#include "targets.hpp"

namespace platlint::fuzz {

void find_platform(Input input) {
  const std::string name(reinterpret_cast<const char*>(input.data()), input.size());
  try {
    const Target target = find_target(name, nullptr);
    require(!target.name.empty(), "what is found has a name");
    require(find_target(target.name, nullptr).name == target.name, "and is found again by it");
  } catch (const Error& error) {
    require(error.what()[0] != '\0', "what is not found is told");
  }
}

}  // namespace platlint::fuzz
