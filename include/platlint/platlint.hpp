// SPDX-License-Identifier: Apache-2.0
// The whole interface.
#pragma once

#include "platlint/api.hpp"
#include "platlint/artifact.hpp"
#include "platlint/audit.hpp"
#include "platlint/deployment.hpp"
#include "platlint/entry.hpp"
#include "platlint/error.hpp"
#include "platlint/finding.hpp"
#include "platlint/maker.hpp"
#include "platlint/package.hpp"
#include "platlint/policy.hpp"
#include "platlint/report.hpp"
#include "platlint/requirements.hpp"
#include "platlint/rule.hpp"
#include "platlint/sysroot.hpp"
#include "platlint/target.hpp"
#include "platlint/unjudged.hpp"
#include "platlint/version.hpp"
