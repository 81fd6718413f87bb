// SPDX-License-Identifier: Apache-2.0
// The DLLs of Windows, python.org's CPython and Node.js.
#include <algorithm>
#include <array>
#include <string>

#include "target/libraries.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

// System DLLs that a linker can use: mingw-w64's lib-common, lib32 and lib64 .def files (in ziglang 0.17.1). Every
// Windows must have them: delvewheel 1.13.2 _dll_list.py, files of the installation media of Windows 7 to 11. Names
// without .dll. Five that mingw-w64 makes in another way are added: combase, kernelbase, mscoree, msvcrt, winspool.drv.

// In ignore_names_x86, _x64 and _arm64.
constexpr std::string_view every_windows =
    "acledit aclui activeds adsldpc advapi32 advpack apphelp appmgmts appmgr asycfilt atl authz avrt azroles "
    "batmeter bcrypt bcryptprimitives bootvid browcli cabinet cabview catsrv catsrvut certcli cfgbkend cfgmgr32 "
    "clb clbcatq clfsw32 cliconfg clusapi cnvfat colbact comctl32 comdlg32 compstui comsnap comsvcs comuid connect "
    "console credui crypt32 cryptbase cryptdlg cryptdll cryptext cryptnet cryptsp cryptui cryptxml cscapi cscdll "
    "d2d1 d3d10 d3d11 d3d9 davclnt davhlpr dbgeng dbghelp dbnetlib dbnmpntw ddraw devobj devrtl dfscli dhcpcsvc "
    "dhcpcsvc6 dhcpsapi dimsroam dinput dinput8 dmdskmgr dmutil dmvdsitf dnsapi drprov dsauth dskquota dsound "
    "dsprop dsquery dsrole dssec dssenh dsuiext duser dwmapi dwrite dxgi dxva2 eappcfg eappgnui eapphost eappprxy "
    "efsadu elscore es esent esentprf evr faultrep fdeploy feclient filemgmt fltlib fmifs fontsub framedyn "
    "fwpuclnt gdi32 getuname gpapi gpedit gpprefcl gpscript gptext hbaapi hid hlink hnetcfg httpapi htui iashlpr "
    "iaspolcy iassam iassvcs icm32 icmp icmui iedkcs32 iernonce iesetup imagehlp imgutil imm32 inetcomm inetmib1 "
    "input inseng iphlpapi iprtprio iprtrmgr jsproxy kerberos kernel32 kernelbase keymgr ksuser ktmw32 linkinfo "
    "loadperf loghours logoncli lpk lz32 mapi32 mapistub mcicda mciqtz32 mciseq mciwave mdminst mf mf3216 mfc42 "
    "mfc42u mfplat mfplay mfreadwrite mgmtapi midimap mlang mmdevapi modemui mpr mprapi mprddm mprmsg msacm32 "
    "msafd msasn1 mscat32 mscms msctf msctfmonitor msdadiag msdart msdmo msdrm msdtcprx msdtcuiu msftedit mshtml "
    "mshtmled msi msimg32 msimtf msisip msls31 msoert2 mspatcha msports msrating mssign32 mssip32 mstask msutb "
    "msv1_0 msvcirt msvcrt mswsock msyuv mtxclu mtxdm mtxex mtxoci mydocs ncobjapi ncrypt nddeapi ndfapi netapi32 "
    "netcfgx netid netjoin netlogon netplwiz netshell netutils newdev normaliz nshipsec ntdll ntdsapi ntlanman "
    "ntmarta ntprint ntshrui occache odbc32 odbccp32 odbctrac ole32 oleacc oleaut32 oledlg osuninst p2p p2pgraph "
    "pautoenr pcwum pdh pdhui perfdisk perfnet perfos perfproc perfts photowiz polstore powrprof printui prntvpt "
    "profapi propsys psapi pstorec quartz query qwave rasadhlp rasapi32 raschap rasctrs rasdlg rasman rasmontr "
    "rasppp rastapi rastls regapi resutils riched20 rnr20 rpchttp rpcns4 rpcrt4 rsaenh rstrtmgr rtm rtutils samcli "
    "samlib scarddlg scecli scesrv schannel schedcli scrobj scrrun secur32 security sensapi serialui serwvdrv "
    "setupapi sfc sfc_os shdocvw shell32 shfolder shimeng shimgvw shlwapi shsvcs slc slcext slwga snmpapi softpub "
    "sqlsrv32 srclient srvcli ssdpapi sspicli sti storprop sxs syssetup t2embed tapi32 tapiperf tbs tdh traffic "
    "tsbyuv txfw32 udhisapi ufat uiautomationcore umdmxfrm unimdmat uniplat untfs upnp url urlmon user32 userenv "
    "usp10 utildll uxtheme verifier version virtdisk vss_ps vssapi w32topl wdigest wdscore webcheck webclnt "
    "webservices wecapi wer wevtapi wevtfwd wiadss wiashext wimgapi winbrand windowscodecs winhttp wininet "
    "winipsec winmm winrnr winscard winspool.drv winsta wintrust winusb wkscli wlanapi wlanui wlanutil wldap32 wmi "
    "wmiprop ws2_32 ws2help wscapi wsdapi wshbth wsmsvc wsnmp32 wsock32 wtsapi32 xinput9_1_0 xmllite";

// In ignore_names_x86 and _x64 only.
constexpr std::string_view intel_windows =
    "atmlib avicap32 avifil32 cmcfg32 cmdial32 cmpbk32 cmutil d3d8thk dciman32 dpnaddr dpnet dpnhupnp dpnlobby "
    "glmf32 glu32 iscsidsc iyuv_32 mciavi32 mscoree msrle32 msvfw32 msvidc32 odbcbcp odbcconf odbccr32 odbccu32 "
    "opengl32";

// Only in ignore_names_arm64, which means Windows 10 and later. CPython 3.13 needs that too (3.9 needs 8.1: "Using
// Python on Windows").
constexpr std::string_view windows_10 =
    "bluetoothapis combase computecore computenetwork computestorage coremessaging d3d12 d3dcompiler_47 dcomp "
    "directml dismapi dpapi dsparse gamemode gdiplus hrtfapo inkobjcore mfcore mfsensorgroup mi msajapi ninput "
    "rometadata shcore ucrtbase webauthn websocket wofutil wpprecorderum wslapi xaudio2_8 xaudio2_9 xinput1_4 "
    "xinputuap";

std::string fold(std::string_view name) {
  const std::string folded = text::lower(name);
  // The loader appends .dll to a name without a dot: LoadLibraryEx documentation.
  return folded.find('.') == std::string::npos ? folded + ".dll" : folded;
}

bool is_system_dll(std::string_view name, bool intel) {
  // The loader itself resolves API sets, which are not files: "Windows API sets", learn.microsoft.com.
  if (name.starts_with("api-ms-win-") || name.starts_with("ext-ms-")) return true;
  const std::string_view stem = text::before(name, ".dll").value_or(name);
  return text::has_word(every_windows, stem) || text::has_word(windows_10, stem) ||
         (intel && text::has_word(intel_windows, stem));
}

// python312.dll, python313t.dll, and the stable ABI's python3.dll and python3t.dll: CPython PC/layout/main.py and
// PC/python3dll.c, PEP 703. Users do not run debug builds (_d).
Provision python_dll(std::string_view name, const std::optional<Python>& python) {
  std::string_view digits = *text::before(*text::after(name, "python"), ".dll");
  const bool free_threaded = digits.ends_with('t');
  if (free_threaded) digits.remove_suffix(1);
  if (!parse_number(digits)) return Provision::unknown;
  if (!python) return Provision::yes;
  const std::string major = std::to_string(python->major);
  const bool same = digits == major || digits == major + std::to_string(python->minor);
  return same && free_threaded == python->free_threaded ? Provision::yes : Provision::no;
}

// node.exe contains the C runtime, so a target with npm's name (win32-x64) need not have the DLL.
bool may_run_python(const Target& target) {
  return target.python || !target.name.starts_with("win32-");
}

// delvewheel 1.13.2 _dll_list.py, ignore_by_abi_platform: beside python.exe since 3.5, the second one since 3.9 and not
// on x86. No Python brings the rest of the Visual C++ runtime (msvcp140, concrt140, vcomp140).
bool comes_with_python(std::string_view name, const Target& target) {
  if (!may_run_python(target)) return false;
  if (name == "vcruntime140.dll") return true;
  const bool old = target.python && target.python->minor < 9;
  return name == "vcruntime140_1.dll" && !old && target.architectures.front() != Architecture::i686;
}

}  // namespace

Provision windows_library(const Target& target, std::string_view library) {
  const std::string name = fold(library);
  if (is_system_dll(name, target.architectures.front() != Architecture::aarch64)) return Provision::yes;
  if (comes_with_python(name, target) || name == "node.exe") return Provision::yes;
  if (name.starts_with("python") && name.ends_with(".dll")) return python_dll(name, target.python);
  return name.starts_with("libpypy") ? Provision::no : Provision::unknown;
}

}  // namespace platlint::target
