/* SPDX-License-Identifier: Apache-2.0
   A DLL, or a program, of the imports that the row asks for. Never run. */
__declspec(dllimport) unsigned long GetTickCount(void);

#ifdef PYTHON
__declspec(dllimport) void *PyModule_Create2(void *definition, int version);
__declspec(dllexport) void *PyInit_demo(void) { return PyModule_Create2(0, 1013); }
#endif

#ifdef DELAYED
__declspec(dllimport) int MessageBeep(unsigned kind);
__declspec(dllexport) int demo_beep(void) { return MessageBeep(0); }
/* What the linker asks of delayimp.lib; the C name of the 32-bit one carries its stdcall decoration. */
#ifdef __i386__
void *__stdcall __delayLoadHelper2(const void *descriptor, void **address) { return 0; }
#else
void *__delayLoadHelper2(const void *descriptor, void **address) { return 0; }
#endif
#endif

#ifdef BSS /* a section without bytes in the file */
static volatile char scratch[4096];
__declspec(dllexport) int demo_scratch(int index) { return scratch[index & 4095]++; }
#endif

__declspec(dllexport) unsigned long demo_ticks(void) { return GetTickCount(); }
int entry(void) { return 1; }
