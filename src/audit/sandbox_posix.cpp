// SPDX-License-Identifier: Apache-2.0
#include "audit/sandbox.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <initializer_list>
#include <string>
#include <vector>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#ifdef PLATLINT_SECCOMP
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#endif

namespace platlint {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

void limit(int resource, std::uint64_t most) {
  const rlimit both{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  setrlimit(static_cast<decltype(RLIMIT_AS)>(resource), &both);
}

// The address space that the process already uses: /proc/self/statm, first number, in pages (proc(5)). A stream would
// set up its locale in each worker.
std::uint64_t used_memory() {
  const int statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (statm < 0) return 0;
  char text[32] = {};
  const ssize_t count = read(statm, text, sizeof text);
  close(statm);
  std::uint64_t pages = 0;
  std::from_chars(text, text + std::max<ssize_t>(count, 0), pages);
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void be_quiet() {
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0) return;
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, standard);
  close(nowhere);
}

#ifdef PLATLINT_SECCOMP
// Stand in the filter until a worker puts in its own numbers. No descriptor and no process has them.
constexpr scmp_datum_t its_channel = 0x7ffffffe;
constexpr scmp_datum_t its_process = 0x7ffffffd;

// The calls that reading, allocating, answering and ending need, in glibc and in musl. All others fail with EPERM.
void allow_reading_only(scmp_filter_ctx filter) {
  for (const int call :
       {SCMP_SYS(read),         SCMP_SYS(pread64),     SCMP_SYS(readv),         SCMP_SYS(close),
        SCMP_SYS(lseek),        SCMP_SYS(_llseek),     SCMP_SYS(fstat),         SCMP_SYS(fstat64),
        SCMP_SYS(newfstatat),   SCMP_SYS(fstatat64),   SCMP_SYS(lstat),         SCMP_SYS(lstat64),
        SCMP_SYS(stat),         SCMP_SYS(stat64),      SCMP_SYS(statx),         SCMP_SYS(readlink),
        SCMP_SYS(readlinkat),   SCMP_SYS(getdents),    SCMP_SYS(getdents64),    SCMP_SYS(getcwd),
        SCMP_SYS(mmap),         SCMP_SYS(mmap2),       SCMP_SYS(munmap),        SCMP_SYS(mremap),
        SCMP_SYS(mprotect),     SCMP_SYS(madvise),     SCMP_SYS(brk),           SCMP_SYS(futex),
        SCMP_SYS(getpid),       SCMP_SYS(gettid),      SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64),
        SCMP_SYS(getrandom),    SCMP_SYS(sched_yield), SCMP_SYS(exit),          SCMP_SYS(exit_group)}) {
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  }
  // Writing is only allowed to this descriptor, not to others that the process has open.
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, scmp_arg_cmp{0, SCMP_CMP_EQ, its_channel, 0});
  // abort(3) ends the process itself, and no other: glibc by tgkill, musl by tkill. A worker has one thread.
  const scmp_arg_cmp itself{0, SCMP_CMP_EQ, its_process, 0};
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, itself);
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tkill), 1, itself);
  constexpr scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, scmp_arg_cmp{2, SCMP_CMP_MASKED_EQ, writing, O_RDONLY});
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, scmp_arg_cmp{1, SCMP_CMP_MASKED_EQ, writing, O_RDONLY});
}

// The instructions of a filter. A pipe holds more of them than a filter may have (BPF_MAXINSNS, pipe(7)).
std::string instructions(scmp_filter_ctx filter) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  std::string bytes(sizeof(sock_filter) * BPF_MAXINSNS, '\0');
  const bool written = seccomp_export_bpf(filter, ends[1]) == 0;
  const ssize_t size = written ? read(ends[0], bytes.data(), bytes.size()) : 0;
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  close(ends[0]);
  close(ends[1]);
  return bytes;
}

std::string make_filter() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return {};
  allow_reading_only(filter);
  std::string bytes = instructions(filter);
  seccomp_release(filter);
  return bytes;
}

// seccomp(2). If the kernel refuses, only the limits of setrlimit(2) hold.
void load(const std::string& bytes, int answers) {
  std::vector<sock_filter> program(bytes.size() / sizeof(sock_filter));
  std::memcpy(program.data(), bytes.data(), program.size() * sizeof(sock_filter));
  for (sock_filter& instruction : program) {
    if (instruction.k == its_channel) instruction.k = static_cast<std::uint32_t>(answers);
    if (instruction.k == its_process) instruction.k = static_cast<std::uint32_t>(getpid());
  }
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}
#endif

// A program's own response to a signal (a crash report, the summary of a test run) must not run in a worker.
void forget_handlers() {
  for (const int signal : {SIGABRT, SIGHUP, SIGINT, SIGQUIT, SIGTERM}) std::signal(signal, SIG_DFL);
  if (sanitized) return;  // the sanitizers report these
  for (const int signal : {SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP}) std::signal(signal, SIG_DFL);
}

}  // namespace

Sandbox::Sandbox() {
#ifdef PLATLINT_SECCOMP
  if (!sanitized) filter_ = make_filter();
#endif
}

void Sandbox::enter(std::uint64_t memory, [[maybe_unused]] int answers) const {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  limit(RLIMIT_CORE, 0);
  // Pipes are not files. A write fails, and ends nothing: under qemu-user, a read of /proc/self/auxv first writes a
  // file. libdeflate reads it on arm64.
  limit(RLIMIT_FSIZE, 0);
  forget_handlers();
  std::signal(SIGXFSZ, SIG_IGN);
  // The sanitizers reserve terabytes, report on standard error, and make more system calls than we do.
  if (sanitized) return;
  limit(RLIMIT_AS, used_memory() + memory);
  be_quiet();
#ifdef PLATLINT_SECCOMP
  if (!filter_.empty()) load(filter_, answers);
#endif
}

}  // namespace platlint
