// SPDX-License-Identifier: Apache-2.0
// One reader for each kind of lock file: it turns the file's tree into packages. Each throws Error for a version that
// it does not know.
#pragma once

#include "lock/lock.hpp"
#include "lock/marker.hpp"

namespace platlint::lock {

PythonLock read_uv(std::shared_ptr<const Document> document);
PythonLock read_pylock(std::shared_ptr<const Document> document);
PythonLock read_poetry(std::shared_ptr<const Document> document);
NodeLock read_npm(const Document& document);
NodeLock read_pnpm(const Document& document);

/// The answers for Python and for Node.
LockAnswer answer_python(const Lock& lock, const Target& target, const Choice& choice);
LockAnswer answer_node(const Lock& lock, const Target& target, const Choice& choice);

}  // namespace platlint::lock
