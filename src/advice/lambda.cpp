// SPDX-License-Identifier: Apache-2.0
// A packer for AWS Lambda runs an installer on this machine, or in the image that Lambda has for a runtime and an
// architecture: public.ecr.aws/sam/build-RUNTIME:latest-ARCHITECTURE. `sam build --use-container` was run.
// serverless-python-requirements 6.1 has no flag; its dockerizePip and provider.architecture are documented in its
// README.md and index.js. Its 'non-linux' would not change a build on a newer Linux.
#include "advice/installers.hpp"

namespace platlint::advice {
namespace {

/// docs.aws.amazon.com/lambda, "Selecting and configuring an instruction set architecture"; empty: not on Lambda.
std::string_view lambda_architecture(const Target& target) {
  if (target.system != System::linux || target.libc == Libc::musl || target.architectures.size() != 1) return {};
  const auto architecture = target.architectures.front();
  return architecture == Architecture::x86_64 ? "x86_64" : architecture == Architecture::aarch64 ? "arm64" : "";
}

Fix not_for_lambda(const Requests& requests, const Target& target, std::string installer) {
  return {"install " + enumerate(requests) + " " + on_target(target) + ": " + installer + " builds for AWS Lambda",
          std::move(installer),
          {}};
}

}  // namespace

Fix sam_fix(const Requests& requests, const Context& context) {
  const auto architecture = lambda_architecture(context.target);
  if (architecture.empty()) return not_for_lambda(requests, context.target, "sam");
  Fix fix;
  fix.installer = "sam";
  fix.arguments = {"--use-container"};
  fix.summary = "install " + enumerate(requests) + " in Lambda's own image, with Architectures: [";
  fix.summary.append(architecture).append("] in the template; run sam build with").append(joined(fix.arguments));
  return fix;
}

Fix serverless_fix(const Requests& requests, const Context& context) {
  const auto architecture = lambda_architecture(context.target);
  if (architecture.empty()) return not_for_lambda(requests, context.target, "serverless");
  std::string summary =
      "install " + enumerate(requests) + " in Lambda's own image; set in serverless.yml provider: {architecture: ";
  summary.append(architecture).append("} and custom: {pythonRequirements: {dockerizePip: true}}");
  return {std::move(summary), "serverless", {}};
}

}  // namespace platlint::advice
