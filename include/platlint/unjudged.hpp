// SPDX-License-Identifier: Apache-2.0
// What a deployment ships beside what was judged.
#pragma once

#include <string>

namespace platlint {

/// A part of a deployment that was not judged: a container image, a layer of another account, a function that is not
/// built. It may hold native code, so it makes an audit incomplete, but for what `accepted` says.
struct Unjudged {
  std::string name;       ///< "Hello", "layer arn:aws:lambda:... of Hello"
  std::string reason;     ///< "is a container image; ..."
  std::string file;       ///< the template that says so
  bool accepted = false;  ///< a published layer, or the user named it: it is told, and the audit is complete without
};

}  // namespace platlint
