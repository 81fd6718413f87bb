// Audits the bundle in the first argument for the platform in the second: ./fits packages x86_64-manylinux2014
#include <iostream>
#include <platlint/audit.hpp>
#include <platlint/error.hpp>
#include <platlint/report.hpp>
#include <platlint/target.hpp>

int main(int argc, char** argv) try {
  if (argc != 3) throw platlint::Error("usage: fits PATH PLATFORM");
  const auto no_environment = [](std::string_view) { return std::string(); };
  const platlint::Audit audit = platlint::audit({argv[1]}, platlint::find_target(argv[2], no_environment));
  for (const platlint::Finding& finding : audit.findings) {
    std::cout << platlint::printable(finding.path) << ": " << platlint::printable(finding.message) << '\n';
  }
  return audit.summary.verdict == platlint::Verdict::fits ? 0 : 1;
} catch (const platlint::Error& error) {
  std::cerr << "fits: " << platlint::printable(error.what()) << '\n';
  return 2;
}
