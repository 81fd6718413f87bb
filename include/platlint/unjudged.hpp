// SPDX-License-Identifier: Apache-2.0
// The parts of a deployment that were not judged.
#pragma once

#include <string>

namespace platlint {

/// A part of a deployment that was not judged: a container image, a layer of another account, a function that is not
/// built. It may hold native code, so it makes an audit incomplete, unless it is `accepted`.
struct Unjudged {
  std::string name;    ///< "Hello", "layer arn:aws:lambda:... of Hello"
  std::string reason;  ///< "is a container image; ..."
  std::string file;    ///< the template that says so
  /// A published layer, or the user named it: it is reported, but the audit is complete without it
  bool accepted = false;
};

}  // namespace platlint
