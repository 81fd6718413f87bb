// SPDX-License-Identifier: Apache-2.0
// Names that some CPython of 3.6 to 3.15 exports and another does not. They are the defined dynamic symbols Py* and
// _Py* on Linux, from Debian and the manylinux images (readelf --dyn-syms). Measured releases: 3.6.15, 3.7.16, 3.8.18,
// 3.9.2, 3.9.18, 3.10.13, 3.11.2, 3.11.7, 3.12.1, 3.13.0, 3.13.5, 3.13.15, 3.13.18, 3.14.3, 3.14.8, 3.14.10, 3.15.0 and
// 3.15.2. Names that differ between patch releases of one minor version are left out. x86-64 and AArch64 export the
// same.
#include "facts/python_symbols.hpp"

#include <cstdint>
#include <unordered_map>

namespace platlint {

namespace {

constexpr int oldest = 6, newest = 15;

using Minors = std::uint16_t;  // bit 0 is 3.6

constexpr Minors bit(int minor) {
  return static_cast<Minors>(1U << static_cast<unsigned>(minor - oldest));
}

template <class... Minor>
constexpr Minors minors(Minor... minor) {
  return static_cast<Minors>((0U | ... | unsigned{bit(minor)}));
}

struct Row {
  Minors exported;
  std::string_view names;
};

constexpr Row rows[] = {
    // clang-format off
    {minors(6),
     "PyEval_GetCallStats Py_UseClassExceptionsFlag _PyAIterWrapper_New _PyAIterWrapper_Type "
     "_PyGC_generation0 _PyGILState_check_enabled _PyIO_ConvertSsize_t _PyIO_zero _PyMem_IsFreed "
     "_PyMem_PymallocEnabled _PyRandom_Fini _PyRandom_Init _PySys_Init _PyThreadState_Current "
     "_PyThreadState_GetFrame _PyTraceMalloc_Track _PyTraceMalloc_Untrack _PyTrash_delete_later "
     "_PyTrash_delete_nesting _PyUnicode_AsWideCharString _Py_Finalizing _Py_InitializeEx_Private"},
    {minors(6, 7),
     "PyByteArray_Fini PyByteArray_Init PyEval_ReInitThreads PyParser_SimpleParseStringFilename "
     "Py_meta_grammar Py_pgen _PyCFunction_FastCallKeywords _PyEval_GetCoroutineWrapper "
     "_PyEval_SetCoroutineWrapper _PyFrame_Init _PyFunction_FastCallKeywords _PyObject_FastCallKeywords "
     "_PyObject_GetBuiltin _PyStack_AsTuple _PyUnicode_DecodeUnicodeInternal _Py_Bytes _Py_Ellipsis "
     "_Py_M__importlib _Py_M__importlib_external _Py_NameConstant _Py_Num _Py_ReadyTypes "
     "_Py_ReleaseInternedUnicodeStrings _Py_Str _Py_addarc _Py_addbit _Py_adddfa _Py_addfirstsets "
     "_Py_addlabel _Py_addstate _Py_center__doc__ _Py_delbitset _Py_expandtabs__doc__ _Py_findlabel "
     "_Py_freegrammar _Py_ljust__doc__ _Py_mergebitset _Py_meta_grammar _Py_newbitset _Py_newgrammar "
     "_Py_pgen _Py_rjust__doc__ _Py_samebitset _Py_translatelabels _Py_zfill__doc__"},
    {minors(7),
     "_PyCoreConfig_AsDict _PyCoreConfig_Clear _PyCoreConfig_Copy _PyCoreConfig_GetGlobalConfig "
     "_PyCoreConfig_Read _PyCoreConfig_SetGlobalConfig _PyMainInterpreterConfig_AsDict "
     "_PyMainInterpreterConfig_Clear _PyMainInterpreterConfig_Copy _PyMainInterpreterConfig_Read "
     "_PyMem_GetAllocatorsName _PyMethodDescr_FastCallKeywords _PyObject_HasFastCall _PyPathConfig_Clear "
     "_PyPathConfig_ComputeArgv0 _PyPathConfig_Init _PyStack_AsTupleSlice _PySys_AddWarnOptionWithError "
     "_PySys_AddXOptionWithError _PySys_BeginInit _PySys_EndInit _Py_CheckHashBasedPycsMode "
     "_Py_FatalInitError _Py_GetGlobalVariablesAsDict _Py_InitializeCore _Py_InitializeCore_impl "
     "_Py_InitializeFromConfig _Py_InitializeMainInterpreter _Py_Initialize_ReadEnvVarsNoAlloc "
     "_Py_ReadHashSeed _Py_UnixMain"},
    {minors(6, 7, 8),
     "PyAST_Check PyAST_Compile PyAST_mod2obj PyAST_obj2mod PyAsyncGen_ClearFreeLists PyAsyncGen_Fini "
     "PyBufferedIOBase_Type PyBufferedRWPair_Type PyBufferedRandom_Type PyBufferedReader_Type "
     "PyBufferedWriter_Type PyBytesIO_Type PyBytes_Fini PyCFunction_ClearFreeList PyCFunction_Fini "
     "PyCompileString PyDict_ClearFreeList PyDict_Fini PyErr_Warn PyFPE_dummy PyFileIO_Type "
     "PyFloat_ClearFreeList PyFloat_Fini PyFrame_ClearFreeList PyFrame_Fini PyGen_NeedsFinalizing "
     "PyGrammar_AddAccelerators PyGrammar_FindDFA PyGrammar_LabelRepr PyGrammar_RemoveAccelerators "
     "PyIOBase_Type PyImport_Cleanup PyIncrementalNewlineDecoder_Type PyList_ClearFreeList PyList_Fini "
     "PyLong_Fini PyMethod_ClearFreeList PyMethod_Fini PyModule_GetWarningsModule PyNumber_AsOff_t "
     "PyNumber_InMatrixMultiply PyOS_FiniInterrupts PyOS_StdioReadline PyParser_AddToken PyParser_Delete "
     "PyParser_New PyRawIOBase_Type PySet_ClearFreeList PySet_Fini PySlice_Fini PyStringIO_Type "
     "PyTextIOBase_Type PyTextIOWrapper_Type PyTokenizer_FindEncoding PyTokenizer_FindEncodingFilename "
     "PyTokenizer_Free PyTokenizer_FromFile PyTokenizer_FromString PyTokenizer_FromUTF8 PyTokenizer_Get "
     "PyTuple_ClearFreeList PyTuple_Fini PyUnicode_ClearFreeList _PyArg_Fini _PyBuiltin_Init "
     "_PyCFunction_DebugMallocStats _PyCFunction_FastCallDict _PyDictKeys_DecRef _PyDict_FromKeys "
     "_PyDict_KeysSize _PyDict_NewKeysForClass _PyDict_Pop_KnownHash _PyEval_FiniThreads _PyExc_Fini "
     "_PyExc_Init _PyFaulthandler_Fini _PyFaulthandler_Init _PyFileIO_closed _PyFloat_Init "
     "_PyFunction_FastCallDict _PyGC_Dump _PyGC_DumpShutdownStats _PyGC_Fini _PyGILState_Fini "
     "_PyGILState_Init _PyHash_Fini _PyIOBase_check_closed _PyIOBase_check_readable "
     "_PyIOBase_check_seekable _PyIOBase_check_writable _PyIOBase_finalize _PyIO_Module _PyIO_empty_bytes "
     "_PyIO_empty_str _PyIO_find_line_ending _PyIO_get_locale_module _PyIO_get_module_state "
     "_PyIO_str_close _PyIO_str_closed _PyIO_str_decode _PyIO_str_encode _PyIO_str_fileno _PyIO_str_flush "
     "_PyIO_str_getstate _PyIO_str_isatty _PyIO_str_newlines _PyIO_str_nl _PyIO_str_read _PyIO_str_read1 "
     "_PyIO_str_readable _PyIO_str_readall _PyIO_str_readinto _PyIO_str_readline _PyIO_str_reset "
     "_PyIO_str_seek _PyIO_str_seekable _PyIO_str_setstate _PyIO_str_tell _PyIO_str_truncate "
     "_PyIO_str_writable _PyIO_str_write _PyIO_trap_eintr _PyImportHooks_Init _PyImportZip_Init "
     "_PyImport_DynLoadFiletab _PyImport_FindBuiltin _PyImport_FindSharedFuncptr _PyImport_Fini "
     "_PyImport_Init _PyImport_Inittab _PyImport_LoadDynamicModuleWithSpec _PyImport_ReInitLock "
     "_PyIncrementalNewlineDecoder_decode _PyLong_Init _PyMem_DumpTraceback _PyMethod_DebugMallocStats "
     "_PyOS_GetOpt _PyOS_ResetGetOpt _PyOS_mystrnicmp_hack _PyOS_optarg _PyOS_opterr _PyOS_optind "
     "_PyObject_FastCallDict _PyState_ClearModules _PyStructSequence_Init _PySys_ImplCacheTag "
     "_PySys_ImplName _PyTraceMalloc_Fini _PyType_Fini _PyUnicode_AsKind _PyUnicode_ClearStaticStrings "
     "_PyUnicode_ExtendedCase _PyUnicode_Fini _PyUnicode_Init _PyUnicode_TypeRecords _Py_AnnAssign "
     "_Py_Assert _Py_Assign _Py_AsyncFor _Py_AsyncFunctionDef _Py_AsyncWith _Py_Attribute _Py_AugAssign "
     "_Py_Await _Py_BinOp _Py_BoolOp _Py_Break _Py_Call _Py_ClassDef _Py_Compare _Py_Constant _Py_Continue "
     "_Py_Delete _Py_Dict _Py_DictComp _Py_ExceptHandler _Py_Expr _Py_Expression _Py_ExtSlice _Py_For "
     "_Py_FormattedValue _Py_FunctionDef _Py_GeneratorExp _Py_Global _Py_If _Py_IfExp _Py_Import "
     "_Py_ImportFrom _Py_Index _Py_Interactive _Py_JoinedStr _Py_Lambda _Py_List _Py_ListComp _Py_Module "
     "_Py_Name _Py_Nonlocal _Py_Pass _Py_Raise _Py_Return _Py_Set _Py_SetComp _Py_Slice _Py_Starred "
     "_Py_Subscript _Py_Suite _Py_Try _Py_Tuple _Py_UnaryOp _Py_While _Py_With _Py_Yield _Py_YieldFrom "
     "_Py_abstract_hack _Py_alias _Py_arg _Py_arguments _Py_asdl_int_seq_new _Py_asdl_seq_new "
     "_Py_bytes_capitalize _Py_bytes_contains _Py_bytes_count _Py_bytes_endswith _Py_bytes_find "
     "_Py_bytes_index _Py_bytes_isalnum _Py_bytes_isalpha _Py_bytes_isdigit _Py_bytes_islower "
     "_Py_bytes_isspace _Py_bytes_istitle _Py_bytes_isupper _Py_bytes_lower _Py_bytes_maketrans "
     "_Py_bytes_rfind _Py_bytes_rindex _Py_bytes_startswith _Py_bytes_swapcase _Py_bytes_title "
     "_Py_bytes_upper _Py_capitalize__doc__ _Py_comprehension _Py_count__doc__ _Py_endswith__doc__ "
     "_Py_find__doc__ _Py_hashtable_copy _Py_hashtable_get_entry _Py_hashtable_pop _Py_index__doc__ "
     "_Py_isalnum__doc__ _Py_isalpha__doc__ _Py_isdigit__doc__ _Py_islower__doc__ _Py_isspace__doc__ "
     "_Py_istitle__doc__ _Py_isupper__doc__ _Py_keyword _Py_lower__doc__ _Py_maketrans__doc__ "
     "_Py_normalize_encoding _Py_open_cloexec_works _Py_rfind__doc__ _Py_rindex__doc__ "
     "_Py_startswith__doc__ _Py_swapcase__doc__ _Py_title__doc__ _Py_upper__doc__ _Py_withitem"},
    {minors(7, 8),
     "PyContextTokenMissing_Type PyContext_ClearFreeList PyFPE_counter PyFPE_jbuf _PyAST_ExprAsUnicode "
     "_PyContext_Fini _PyContext_Init _PyErr_WarnUnawaitedCoroutine _PyEval_Initialize _PyGC_Initialize "
     "_PyHamt_Assoc _PyHamt_Eq _PyHamt_Find _PyHamt_Fini _PyHamt_Init _PyHamt_Len _PyHamt_New "
     "_PyHamt_NewIterItems _PyHamt_NewIterKeys _PyHamt_NewIterValues _PyHamt_Without _PyIO_str_peek "
     "_PyImport_AddModuleObject _PyImport_FindExtensionObjectEx _PyImport_Fini2 "
     "_PyMethodDef_RawFastCallDict _PyMethodDef_RawFastCallKeywords _PyObject_FastCall_Prepend "
     "_PyPathConfig_Calculate _Py_FindEnvConfigValue _Py_HashRandomization_Fini _Py_HashRandomization_Init "
     "_Py_KeyedHash _Py_bytes_isascii _Py_global_config_int_max_str_digits _Py_isascii__doc__"},
    {minors(8),
     "_PyBuiltins_AddExceptions _PyCode_InitOpcache _PyConfig_Copy _PyConfig_InitPathConfig "
     "_PyConfig_SetPyArgv _PyConfig_Write _PyConfig_WritePathConfig _PyErr_Init "
     "_PyErr_WriteUnraisableDefaultHook _PyEval_Fini _PyEval_ReInitThreads _PyInterpreterState_Get "
     "_PyNode_FinalizeEndPos _PyPathConfig_ComputeSysPath0 _PyPreCmdline_Clear _PyPreCmdline_Read "
     "_PyPreCmdline_SetArgv _PyPreCmdline_SetConfig _PyPreConfig_AsDict _PyPreConfig_GetConfig "
     "_PyPreConfig_InitFromConfig _PyPreConfig_InitFromPreConfig _PyPreConfig_Read _PyPreConfig_Write "
     "_PySignal_Init _PySys_ClearAuditHooks _PySys_Create _PySys_InitMain _PySys_ReadPreinitWarnOptions "
     "_PySys_ReadPreinitXOptions _PySys_SetPreliminaryStderr _PyThread_cond_after _PyThread_cond_init "
     "_PyTypes_Init _PyUnicode_InitEncodings _PyWarnings_Fini _Py_ClearFileSystemEncoding "
     "_Py_DumpPathConfig _Py_FinishPendingCalls _Py_FunctionType _Py_M__importlib_bootstrap "
     "_Py_M__importlib_bootstrap_external _Py_M__zipimport _Py_NamedExpr _Py_SetFileSystemEncoding "
     "_Py_TypeIgnore"},
    {minors(6, 7, 8, 9),
     "PyAST_CompileEx PyAST_CompileObject PyAST_FromNode PyAST_FromNodeObject PyAST_Validate "
     "PyArena_AddPyObject PyArena_Free PyArena_Malloc PyArena_New PyFuture_FromAST PyFuture_FromASTObject "
     "PyLong_FromUnicode PyNode_AddChild PyNode_Compile PyNode_Free PyNode_ListTree PyNode_New "
     "PyOS_InitInterrupts PyParser_ASTFromFile PyParser_ASTFromFileObject PyParser_ASTFromString "
     "PyParser_ASTFromStringObject PyParser_ClearError PyParser_ParseFile PyParser_ParseFileFlags "
     "PyParser_ParseFileFlagsEx PyParser_ParseFileObject PyParser_ParseString PyParser_ParseStringFlags "
     "PyParser_ParseStringFlagsFilename PyParser_ParseStringFlagsFilenameEx PyParser_ParseStringObject "
     "PyParser_SetError PyParser_SimpleParseFile PyParser_SimpleParseFileFlags PyParser_SimpleParseString "
     "PyParser_SimpleParseStringFlags PyParser_SimpleParseStringFlagsFilename PySTEntry_Type PyST_GetScope "
     "PySymtable_Build PySymtable_BuildObject PySymtable_Free PyUnicode_AsUnicodeCopy PyUnicode_GetMax "
     "Py_SymtableString Py_SymtableStringObject Py_UNICODE_strcat Py_UNICODE_strchr Py_UNICODE_strcmp "
     "Py_UNICODE_strcpy Py_UNICODE_strlen Py_UNICODE_strncmp Py_UNICODE_strncpy Py_UNICODE_strrchr "
     "_PyCodec_Forget _PyDict_Contains _PyDict_GetItemId _PyGC_CollectIfEnabled _PyGC_CollectNoFail "
     "_PyGILState_Reinit _PyGen_Send _PyLong_FromNbInt _PyNode_SizeOf _PyObject_HasAttrId "
     "_PyParser_Grammar _PyTime_Init _Py_CheckRecursionLimit _Py_PyAtExit _Py_fopen"},
    {minors(7, 8, 9),
     "_PyAST_Optimize _PyEval_EvalCodeWithName _PyLong_One _PyLong_Zero _PySignal_AfterFork"},
    {minors(8, 9),
     "_PyAST_GetDocString _PyInterpreterState_DeleteExceptMain _PyLong_FromNbIndexOrNbInt "
     "_PyRuntimeState_ReInitThreads _PyTraceMalloc_NewReference _Py_SymtableStringObjectFlags"},
    {minors(9),
     "PyPegen_ASTFromFileObject PyPegen_ASTFromFilename PyPegen_ASTFromString PyPegen_ASTFromStringObject "
     "_PyGC_InitState _Py_bit_length"},
    {minors(6, 7, 8, 9, 10),
     "PyFrame_BlockPop PyFrame_BlockSetup PyUnicodeEncodeError_Create PyUnicodeTranslateError_Create "
     "PyUnicode_Encode PyUnicode_EncodeASCII PyUnicode_EncodeCharmap PyUnicode_EncodeDecimal "
     "PyUnicode_EncodeLatin1 PyUnicode_EncodeRawUnicodeEscape PyUnicode_EncodeUTF16 PyUnicode_EncodeUTF32 "
     "PyUnicode_EncodeUTF7 PyUnicode_EncodeUTF8 PyUnicode_EncodeUnicodeEscape "
     "PyUnicode_TransformDecimalToASCII PyUnicode_TranslateCharmap _PyComplex_FormatAdvancedWriter "
     "_PyEval_CallTracing _PyEval_GetAsyncGenFinalizer _PyEval_GetAsyncGenFirstiter "
     "_PyEval_SetAsyncGenFinalizer _PyEval_SetAsyncGenFirstiter _PyFloat_Pack2 _PyFloat_Pack4 "
     "_PyFloat_Pack8 _PyFloat_Unpack2 _PyFloat_Unpack4 _PyFloat_Unpack8 _PyFrame_DebugMallocStats "
     "_PyImport_FindExtensionObject _PyObject_GC_Calloc _PyObject_GC_Malloc _PySys_GetObjectId "
     "_PySys_SetObjectId _PyTime_AsTimeval_noraise _PyTrash_deposit_object _PyTrash_destroy_chain "
     "_Py_get_387controlword _Py_set_387controlword"},
    {minors(7, 8, 9, 10),
     "_PyEval_GetCoroutineOriginTrackingDepth _PyEval_SetCoroutineOriginTrackingDepth _PyHamtItems_Type "
     "_PyHamtKeys_Type _PyHamtValues_Type _PyHamt_ArrayNode_Type _PyHamt_BitmapNode_Type "
     "_PyHamt_CollisionNode_Type _PyHamt_Type _Py_path_config"},
    {minors(9, 10),
     "_Py_abspath _Py_isabs"},
    {minors(10),
     "_PyType_GetModuleByDef"},
    {minors(6, 7, 8, 9, 10, 11),
     "PyCode_New PyToken_OneChar PyToken_ThreeChars PyToken_TwoChars PyUnicode_AsUnicode "
     "PyUnicode_AsUnicodeAndSize PyUnicode_FromUnicode _PyAccu_Accumulate _PyAccu_Destroy _PyAccu_Finish "
     "_PyAccu_FinishAsList _PyAccu_Init _PyBytesIOBuffer_Type _PyCode_GetExtra _PyCode_SetExtra "
     "_PyErr_TrySetFromCause _PyEval_RequestCodeExtraIndex _PyUnicode_AsUnicode _PyUnicode_Ready "
     "_Py_GetAllocatedBlocks _Py_PackageContext _Py_dg_infinity _Py_dg_stdnan"},
    {minors(8, 9, 10, 11),
     "PyCode_NewWithPosOnlyArgs _Py_UnhandledKeyboardInterrupt _Py_tracemalloc_config"},
    {minors(9, 10, 11),
     "_Py_FatalError_TstateNULL _Py_NewInterpreter"},
    {minors(10, 11),
     "_PyStructSequence_InitType"},
    {minors(11),
     "_PyThreadState_SetCurrent"},
    {minors(6, 7, 8, 9, 10, 11, 12),
     "PySymtable_Lookup Py_SetStandardStreamEncoding _PyArg_ParseStack_SizeT "
     "_PyArg_ParseTupleAndKeywordsFast_SizeT _PyArg_VaParseTupleAndKeywordsFast "
     "_PyArg_VaParseTupleAndKeywordsFast_SizeT _PyAsyncGenAThrow_Type _PyAsyncGenWrappedValue_Type "
     "_PyBytes_FormatEx _PyBytes_FromHex _PyCodecInfo_GetIncrementalDecoder "
     "_PyCodecInfo_GetIncrementalEncoder _PyCodec_DecodeText _PyCodec_EncodeText _PyCodec_Lookup "
     "_PyCodec_LookupTextEncoding _PyCoroWrapper_Type _PyDebugAllocatorStats _PyDictView_Intersect "
     "_PyDictView_New _PyDict_DebugMallocStats _PyDict_DelItemId _PyDict_GetItemIdWithError "
     "_PyDict_HasOnlyStringKeys _PyDict_MaybeUntrack _PyDict_Next _PyDict_SetItemId _PyErr_ChainExceptions "
     "_PyEval_GetBuiltinId _PyEval_GetSwitchInterval _PyEval_SetSwitchInterval _PyEval_SignalAsyncExc "
     "_PyEval_SignalReceived _PyFloat_DebugMallocStats _PyFloat_FormatAdvancedWriter "
     "_PyGILState_GetInterpreterStateUnsafe _PyGen_Finalize _PyImport_AcquireLock _PyImport_FixupBuiltin "
     "_PyImport_FixupExtensionObject _PyImport_ReleaseLock _PyList_DebugMallocStats _PyLong_AsInt "
     "_PyLong_FormatAdvancedWriter _PyLong_FormatBytesWriter _PyLong_FormatWriter _PyLong_FromBytes "
     "_PyLong_FromUid _PyManagedBuffer_Type _PyMem_RawStrdup _PyMem_SetupAllocators _PyMethodWrapper_Type "
     "_PyModule_Clear _PyModule_ClearDict _PyNamespace_Type _PyOS_URandom _PyObject_CallMethodIdObjArgs "
     "_PyObject_CallMethodId_SizeT _PyObject_Call_Prepend _PyObject_DebugTypeStats _PyObject_IsAbstract "
     "_PyObject_NextNotImplemented _PyObject_RealIsInstance _PyObject_RealIsSubclass _PyObject_SetAttrId "
     "_PySequence_BytesToCharpArray _PySequence_IterSearch _PyThreadState_DeleteExcept "
     "_PyThreadState_UncheckedGet _PyTime_AsNanosecondsObject _PyTime_AsSecondsDouble "
     "_PyTime_FromNanoseconds _PyTime_GetMonotonicClock _PyTime_GetMonotonicClockWithInfo "
     "_PyTime_GetSystemClock _PyTime_GetSystemClockWithInfo _PyTuple_DebugMallocStats "
     "_PyTuple_MaybeUntrack _PyType_CalculateMetaclass _PyType_GetDocFromInternalDoc "
     "_PyType_GetTextSignatureFromInternalDoc _PyType_LookupId _PyUnicodeTranslateError_Create "
     "_PyUnicode_AsASCIIString _PyUnicode_AsLatin1String _PyUnicode_EQ _PyUnicode_EncodeCharmap "
     "_PyUnicode_EncodeUTF7 _PyUnicode_EqualToASCIIId _PyUnicode_FastCopyCharacters _PyUnicode_FastFill "
     "_PyUnicode_FindMaxChar _PyUnicode_FormatAdvancedWriter _PyUnicode_FormatLong _PyUnicode_FromASCII "
     "_PyUnicode_InsertThousandsGrouping _PyUnicode_IsCaseIgnorable _PyUnicode_IsCased "
     "_PyUnicode_ToFoldedFull _PyUnicode_ToLowerFull _PyUnicode_ToTitleFull _PyUnicode_ToUpperFull "
     "_PyUnicode_XStrip _PyWeakref_GetWeakrefCount _Py_FreeCharPArray _Py_GetLocaleconvNumeric "
     "_Py_HashPointer _Py_add_one_to_index_C _Py_add_one_to_index_F _Py_device_encoding _Py_dg_dtoa "
     "_Py_dg_freedtoa _Py_dg_strtod _Py_get_blocking _Py_get_inheritable _Py_gitidentifier _Py_gitversion "
     "_Py_parse_inf_or_nan _Py_read _Py_set_blocking _Py_strhex_bytes "
     "_Py_string_to_number_with_underscores _Py_wfopen _Py_wgetcwd _Py_wreadlink _Py_wrealpath"},
    {minors(7, 8, 9, 10, 11, 12),
     "_PyArg_ParseStackAndKeywords_SizeT _PyArg_UnpackStack _PyImport_GetModuleId _PyImport_IsInitialized "
     "_PyInterpreterState_Enable _PyMem_RawWcsdup _PyMem_SetDefaultAllocator _PyModule_CreateInitialized "
     "_PyObject_LookupAttr _PyObject_LookupAttrId _PyRuntimeState_Fini _PyRuntimeState_Init "
     "_PyRuntime_Finalize _PyRuntime_Initialize _PyTime_FromNanosecondsObject _PyTime_FromTimespec "
     "_PyTime_FromTimeval _PyTime_GetPerfCounter _PyTime_GetPerfCounterWithInfo _PyTime_MulDiv "
     "_Py_CoerceLegacyLocale _Py_EncodeLocaleRaw _Py_GetForceASCII _Py_IsCoreInitialized _Py_IsFinalizing "
     "_Py_LegacyLocaleDetected _Py_ResetForceASCII _Py_SetProgramFullPath _Py_VaBuildStack "
     "_Py_VaBuildStack_SizeT"},
    {minors(8, 9, 10, 11, 12),
     "_PyArgv_AsWstrList _PyDict_CheckConsistency _PyErr_CheckSignals _PyErr_Display _PyErr_Fetch "
     "_PyErr_NormalizeException _PyErr_Print _PyErr_Restore _PyErr_SetNone _PyErr_WriteUnraisableMsg "
     "_PyInterpreterID_LookUp _PyInterpreterID_New _PyInterpreterID_Type _PyInterpreterState_GetMainModule "
     "_PyMem_GetAllocatorName _PyModuleSpec_IsInitializing _PyOS_InterruptOccurred "
     "_PyObject_CheckConsistency _PyThreadState_Swap _PyType_CheckConsistency _PyWideStringList_AsList "
     "_PyWideStringList_Clear _PyWideStringList_Copy _PyWideStringList_Extend _Py_ClearArgcArgv "
     "_Py_ClearStandardStreamEncoding _Py_GetEnv _Py_HandleSystemExit _Py_IsLocaleCoercionTarget "
     "_Py_PreInitializeFromConfig _Py_PreInitializeFromPyArgv _Py_Sigset_Converter _Py_SourceAsString "
     "_Py_get_env_flag _Py_get_xoption _Py_str_to_int _Py_strhex_with_sep"},
    {minors(9, 10, 11, 12),
     "_PyArg_NoKwnames _PyErr_ChainStackItem _PyErr_CheckSignalsTstate _PyErr_FormatFromCauseTstate "
     "_PyErr_GetExcInfo _PyErr_NoMemory _PyEval_SetTrace _PyInterpreterState_GetConfig _PyObject_Call "
     "_PyObject_FastCallDictTstate _PyThreadState_DeleteCurrent _PyThread_at_fork_reinit _PyTrash_begin "
     "_PyTrash_end _Py_FatalErrorFormat _Py_HashPointerRaw"},
    {minors(10, 11, 12),
     "_PyDict_ContainsId _PyDict_Contains_KnownHash _PyRun_AnyFileObject _PyRun_InteractiveLoopObject "
     "_PyRun_SimpleFileObject _PyThread_CurrentExceptions _PyTrash_cond "
     "_PyUnicode_WideCharString_Converter _PyUnicode_WideCharString_Opt_Converter _Py_DumpExtensionModules "
     "_Py_FdIsInteractive _Py_GetLocaleEncoding _Py_GetLocaleEncodingObject"},
    {minors(7, 8, 9, 11, 12),
     "_Py_DecodeUTF8Ex _Py_DecodeUTF8_surrogateescape _Py_EncodeUTF8Ex"},
    {minors(6, 7, 8, 11, 12),
     "_Py_DumpASCII _Py_DumpDecimal _Py_DumpHexadecimal _Py_DumpTraceback _Py_DumpTracebackThreads"},
    {minors(8, 11, 12),
     "_Py_HasFileSystemDefaultEncodeErrors"},
    {minors(11, 12),
     "_PyCode_New _PyCode_Validate _PyDict_GetItemWithError _PyErr_SetHandledException "
     "_PyErr_StackItemToExcInfoTuple _PyObject_FastCall _PyObject_LookupSpecialId _PyTime_Add "
     "_PyTime_AsNanoseconds _PyTraceBack_Print_Indented _Py_WriteIndent _Py_WriteIndentedMargin"},
    {minors(6, 7, 8, 12),
     "_PyTraceMalloc_Init"},
    {minors(12),
     "_PyBufferWrapper_Type _PyErr_DisplayException _PyExc_PrepReraiseStar "
     "_PyImport_CheckSubinterpIncompatibleExtensionAllowed _PyInterpreterState_HasFeature "
     "_PyObject_ClearManagedDict _PyObject_VisitManagedDict _PyThreadState_Bind "
     "_PyTime_FromMicrosecondsClamp _PyTraceMalloc_ClearTraces _PyTraceMalloc_GetMemory "
     "_PyTraceMalloc_GetObjectTraceback _PyTraceMalloc_GetTracebackLimit _PyTraceMalloc_GetTracedMemory "
     "_PyTraceMalloc_GetTraces _PyTraceMalloc_IsTracing _PyTraceMalloc_ResetPeak _PyTraceMalloc_Start "
     "_PyTraceMalloc_Stop _Py_AtExit"},
    {minors(6, 7, 8, 9, 10, 11, 12, 13),
     "_PyBytes_DecodeEscape _PyBytes_Join _Py_HashBytes _Py_fopen_obj"},
    {minors(7, 8, 9, 10, 11, 12, 13),
     "_PyInterpreterState_IDInitref"},
    {minors(8, 9, 10, 11, 12, 13),
     "_PyCrossInterpreterData_Lookup _PyCrossInterpreterData_NewObject "
     "_PyCrossInterpreterData_RegisterClass _PyCrossInterpreterData_Release "
     "_PyObject_CheckCrossInterpreterData _PyObject_GetCrossInterpreterData"},
    {minors(10, 11, 12, 13),
     "_PyInterpreterState_GetConfigCopy _PyInterpreterState_SetConfig"},
    {minors(11, 12, 13),
     "_PyArg_UnpackKeywordsWithVararg _PySys_GetAttr"},
    {minors(12, 13),
     "_PyCrossInterpreterData_Clear _PyCrossInterpreterData_Init _PyCrossInterpreterData_InitWithSize "
     "_PyCrossInterpreterData_ReleaseAndRawFree _PyCrossInterpreterData_UnregisterClass"},
    {minors(13),
     "PyUnstable_InterpreterState_GetMainModule _PyCompile_OpcodeHasArg _PyCompile_OpcodeHasConst "
     "_PyCompile_OpcodeHasExc _PyCompile_OpcodeHasFree _PyCompile_OpcodeHasJump _PyCompile_OpcodeHasLocal "
     "_PyCompile_OpcodeHasName _PyCompile_OpcodeIsValid _PyCrossInterpreterData_Free "
     "_PyCrossInterpreterData_New _PyEval_UnpackIterable _PyInterpreterState_FailIfRunningMain "
     "_PyList_FromArraySteal _PyType_GetModuleByDef2 _PyXI_ApplyCapturedException _PyXI_ApplyError "
     "_PyXI_ApplyNamespace _PyXI_ClearExcInfo _PyXI_FillNamespaceFromDict _PyXI_FreeNamespace "
     "_PyXI_HasCapturedException _PyXI_InitExcInfo _PyXI_NamespaceFromNames"},
    {minors(6, 7, 8, 9, 10, 11, 12, 13, 14),
     "_PyByteArray_empty_string _PyBytesWriter_Alloc _PyBytesWriter_Dealloc _PyBytesWriter_Finish "
     "_PyBytesWriter_Init _PyBytesWriter_Prepare _PyBytesWriter_Resize _PyBytesWriter_WriteBytes "
     "_PyCode_ConstantKey _PyDict_MergeEx _PyObject_Dump"},
    {minors(6, 7, 8, 13, 14),
     "_PyDict_LoadGlobal _PyGen_yf"},
    {minors(13, 14),
     "_PyLong_Add _PyLong_Multiply _PyLong_Subtract _PyObject_SetManagedDict _PyTime_AsLong "
     "_PyTime_FromLong"},
    {minors(8, 14),
     "_PyTuple_FromArray"},
    {minors(14),
     "_PyType_GetBaseByToken_Borrow"},
    {minors(7, 8, 9, 10, 11, 12, 13, 14, 15),
     "PyContextToken_Type PyContextVar_Get PyContextVar_New PyContextVar_Reset PyContextVar_Set "
     "PyContextVar_Type PyContext_Copy PyContext_CopyCurrent PyContext_Enter PyContext_Exit PyContext_New "
     "PyContext_Type PyImport_GetModule PyInterpreterState_GetID PyInterpreterState_Main "
     "PyOS_AfterFork_Child PyOS_AfterFork_Parent PyOS_BeforeFork PyThread_tss_alloc PyThread_tss_create "
     "PyThread_tss_delete PyThread_tss_free PyThread_tss_get PyThread_tss_is_created PyThread_tss_set "
     "PyTraceMalloc_Track PyTraceMalloc_Untrack Py_UTF8Mode _PyArg_ParseStackAndKeywords "
     "_PyContext_NewHamtForTests _PyImport_SetModule _PyInterpreterState_IDDecref "
     "_PyInterpreterState_IDIncref _PyInterpreterState_LookUpID _PyObject_GetMethod _PyRuntime "
     "_PyType_Name _Py_SetLocaleFromEnv _Py_convert_optional_to_ssize_t"},
    {minors(8, 9, 10, 11, 12, 13, 14, 15),
     "PyCompile_OpcodeStackEffectWithJump PyConfig_Clear PyConfig_InitIsolatedConfig "
     "PyConfig_InitPythonConfig PyConfig_Read PyConfig_SetArgv PyConfig_SetBytesArgv "
     "PyConfig_SetBytesString PyConfig_SetString PyConfig_SetWideStringList PyDictRevIterItem_Type "
     "PyDictRevIterKey_Type PyDictRevIterValue_Type PyExceptionClass_Name PyFile_OpenCode "
     "PyFile_OpenCodeObject PyFile_SetOpenCodeHook PyIndex_Check PyInterpreterState_GetDict PyIter_Check "
     "PyPickleBuffer_FromObject PyPickleBuffer_GetBuffer PyPickleBuffer_Release PyPickleBuffer_Type "
     "PyPreConfig_InitIsolatedConfig PyPreConfig_InitPythonConfig PyStatus_Error PyStatus_Exception "
     "PyStatus_Exit PyStatus_IsError PyStatus_IsExit PyStatus_NoMemory PyStatus_Ok PySys_AddAuditHook "
     "PySys_Audit PyThread_get_thread_native_id PyVectorcall_Call PyWideStringList_Append "
     "PyWideStringList_Insert Py_BytesMain Py_ExitStatusException Py_InitializeFromConfig Py_PreInitialize "
     "Py_PreInitializeFromArgs Py_PreInitializeFromBytesArgs Py_RunMain _PyArg_BadArgument "
     "_PyArg_CheckPositional _PyArg_UnpackKeywords _PyConfig_InitCompatConfig "
     "_PyDict_GetItemStringWithError _PyErr_Clear _PyErr_ExceptionMatches _PyErr_Format _PyErr_SetString "
     "_PyEval_AddPendingCall _PyInterpreterState_GetIDObject _PyInterpreterState_RequireIDRef "
     "_PyInterpreterState_RequiresIDRef _PyLong_Lshift _PyLong_Rshift _PyLong_Size_t_Converter "
     "_PyLong_UnsignedInt_Converter _PyLong_UnsignedLongLong_Converter _PyLong_UnsignedLong_Converter "
     "_PyLong_UnsignedShort_Converter _PyMem_GetCurrentAllocatorName _PyObject_AssertFailed "
     "_PyObject_MakeTpCall _PyPreConfig_InitCompatConfig _PyUnicode_CheckConsistency _Py_GetConfigsAsDict "
     "_Py_GetErrorHandler _Py_strhex_bytes_with_sep"},
    {minors(9, 10, 11, 12, 13, 14, 15),
     "PyBuffer_SizeFromFormat PyCMethod_New PyCMethod_Type PyFrame_GetBack PyFrame_GetCode "
     "PyInterpreterState_Get PyModule_AddType PyObject_CallNoArgs PyObject_CheckBuffer "
     "PyObject_GC_IsFinalized PyObject_GC_IsTracked PyObject_GET_WEAKREFS_LISTPTR PyObject_IS_GC "
     "PyObject_VectorcallDict PyObject_VectorcallMethod PyThreadState_GetFrame PyThreadState_GetID "
     "PyThreadState_GetInterpreter PyType_FromModuleAndSpec PyType_GetModule PyType_GetModuleState "
     "Py_EnterRecursiveCall Py_GenericAlias Py_GenericAliasType Py_LeaveRecursiveCall _PyEval_SetProfile "
     "_PyInterpreterState_GetEvalFrameFunc _PyInterpreterState_SetEvalFrameFunc _PyObject_FunctionStr "
     "_PyThreadState_GetDict _PyUnicode_ScanIdentifier _Py_FatalErrorFunc _Py_GetConfig _Py_NewReference "
     "_Py_hashtable_steal"},
    {minors(6, 7, 8, 10, 11, 12, 13, 14, 15),
     "PyCFunction_New"},
    {minors(10, 11, 12, 13, 14, 15),
     "PyAIter_Check PyCodec_Unregister PyDescr_IsData PyErr_RangedSyntaxLocationObject "
     "PyErr_SetInterruptEx PyExc_EncodingWarning PyGC_Disable PyGC_Enable PyGC_IsEnabled PyIter_Send "
     "PyModule_AddObjectRef PyObject_GetAIter Py_Is Py_IsFalse Py_IsNone Py_IsTrue Py_NewRef Py_XNewRef "
     "_PyAST_Compile _PyArena_AddPyObject _PyArena_Free _PyArena_Malloc _PyArena_New _PyConfig_AsDict "
     "_PyConfig_FromDict _PyErr_ProgramDecodedTextObject _PyLong_FileDescriptor_Converter _PyNumber_Index "
     "_Py_DecRef _Py_IncRef _Py_UTF8_Edit_Cost _Py_closerange"},
    {minors(6, 7, 8, 11, 12, 13, 14, 15),
     "PyStructSequence_UnnamedField"},
    {minors(8, 11, 12, 13, 14, 15),
     "_PyPathConfig_ClearGlobal"},
    {minors(11, 12, 13, 14, 15),
     "PyCode_Addr2Location PyCode_GetCellvars PyCode_GetCode PyCode_GetFreevars PyCode_GetVarnames "
     "PyErr_GetHandledException PyErr_SetHandledException PyExc_BaseExceptionGroup PyFloat_Pack2 "
     "PyFloat_Pack4 PyFloat_Pack8 PyFloat_Unpack2 PyFloat_Unpack4 PyFloat_Unpack8 PyFrame_GetBuiltins "
     "PyFrame_GetGenerator PyFrame_GetGlobals PyFrame_GetLasti PyFrame_GetLocals PyObject_CallOneArg "
     "PyObject_Vectorcall PyThreadState_EnterTracing PyThreadState_LeaveTracing PyType_GetModuleByDef "
     "PyType_GetName PyType_GetQualName PyType_SUPPORTS_WEAKREFS PyVectorcall_Function Py_GETENV "
     "Py_Version _PyBytes_Find _PyBytes_Repeat _PyBytes_ReverseFind _PyDeadline_Get _PyDeadline_Init "
     "_PyEval_GetBuiltin _PyFrame_IsEntryFrame _PyImport_FrozenBootstrap _PyImport_FrozenStdlib "
     "_PyImport_FrozenTest _PyObject_CallMethod _PyObject_GetState _PyStructSequence_NewType "
     "_PyTime_AsTimespec_clamp _PyTime_AsTimeval_clamp _PyUnicode_Equal _Py_FatalRefcountErrorFunc "
     "_Py_Get_Getpath_CodeObject _Py_normpath"},
    {minors(12, 13, 14, 15),
     "PyCode_AddWatcher PyCode_ClearWatcher PyDict_AddWatcher PyDict_ClearWatcher PyDict_Unwatch "
     "PyDict_Watch PyErr_DisplayException PyErr_GetRaisedException PyErr_SetRaisedException "
     "PyEval_SetProfileAllThreads PyEval_SetTraceAllThreads PyException_GetArgs PyException_SetArgs "
     "PyFrame_GetVar PyFrame_GetVarString PyFunction_AddWatcher PyFunction_ClearWatcher "
     "PyFunction_SetVectorcall PyGen_GetCode PyObject_GetItemData PyObject_GetTypeData PyType_AddWatcher "
     "PyType_ClearWatcher PyType_FromMetaclass PyType_GetDict PyType_GetTypeDataSize PyType_Unwatch "
     "PyType_Watch PyUnstable_Code_GetExtra PyUnstable_Code_New PyUnstable_Code_NewWithPosOnlyArgs "
     "PyUnstable_Code_SetExtra PyUnstable_Eval_RequestCodeExtraIndex PyUnstable_Exc_PrepReraiseStar "
     "PyUnstable_GC_VisitObjects PyUnstable_InterpreterFrame_GetCode PyUnstable_InterpreterFrame_GetLasti "
     "PyUnstable_InterpreterFrame_GetLine PyUnstable_Long_CompactValue PyUnstable_Long_IsCompact "
     "PyUnstable_Object_GC_NewWithExtraData PyUnstable_PerfMapState_Fini PyUnstable_PerfMapState_Init "
     "PyUnstable_Type_AssignVersionTag PyUnstable_WritePerfMapEntry PyVectorcall_NARGS "
     "Py_NewInterpreterFromConfig _PyCompile_Assemble _PyCompile_CodeGen _PyCompile_OptimizeCfg "
     "_PyErr_ChainExceptions1 _PyErr_SetFromPyStatus _PyEval_MakePendingCalls _PyImport_ClearExtension "
     "_PyInterpreterState_IsRunningMain _PyInterpreterState_SetNotRunningMain "
     "_PyInterpreterState_SetRunningMain _PyLong_FromDigits _PyThreadState_GetCurrent _PyThreadState_New "
     "_PyToken_OneChar _PyToken_ThreeChars _PyToken_TwoChars _PyType_GetDict _Py_IsInterpreterFinalizing "
     "_Py_NewReferenceNoTotal _Py_hashtable_len _Py_trampoline_func_end _Py_trampoline_func_start"},
    {minors(6, 7, 8, 9, 10, 13, 14, 15),
     "_PyTrash_thread_deposit_object _PyTrash_thread_destroy_chain"},
    {minors(6, 7, 8, 13, 14, 15),
     "PySignal_SetWakeupFd _PyCoro_GetAwaitableIter"},
    {minors(13, 14, 15),
     "PyCriticalSection2_Begin PyCriticalSection2_End PyCriticalSection_Begin PyCriticalSection_End "
     "PyDict_ContainsString PyDict_GetItemRef PyDict_GetItemStringRef PyDict_Pop PyDict_PopString "
     "PyDict_SetDefaultRef PyErr_FormatUnraisable PyEval_GetFrameBuiltins PyEval_GetFrameGlobals "
     "PyEval_GetFrameLocals PyEvent_Wait PyEvent_WaitTimed PyExc_InterpreterError "
     "PyExc_InterpreterNotFoundError PyExc_PythonFinalizationError PyFrameLocalsProxy_Type "
     "PyImport_AddModuleRef PyList_Clear PyList_Extend PyList_GetItemRef PyLong_AsInt PyLong_AsNativeBytes "
     "PyLong_FromNativeBytes PyLong_FromUnsignedNativeBytes PyMapping_GetOptionalItem "
     "PyMapping_GetOptionalItemString PyMapping_HasKeyStringWithError PyMapping_HasKeyWithError "
     "PyModule_Add PyMonitoring_EnterScope PyMonitoring_ExitScope PyMutex_Lock PyMutex_Unlock "
     "PyObject_ClearManagedDict PyObject_DelAttr PyObject_DelAttrString PyObject_GenericHash "
     "PyObject_GetOptionalAttr PyObject_GetOptionalAttrString PyObject_HasAttrStringWithError "
     "PyObject_HasAttrWithError PyObject_VisitManagedDict PyRefTracer_GetTracer PyRefTracer_SetTracer "
     "PySys_AuditTuple PyThreadState_GetUnchecked PyThread_ParseTimeoutArg "
     "PyThread_acquire_lock_timed_with_retries PyThread_detach_thread PyThread_get_thread_ident_ex "
     "PyThread_join_thread PyThread_start_joinable_thread PyTime_AsSecondsDouble PyTime_Monotonic "
     "PyTime_MonotonicRaw PyTime_PerfCounter PyTime_PerfCounterRaw PyTime_Time PyTime_TimeRaw "
     "PyType_GetFullyQualifiedName PyType_GetModuleName PyUnicode_EqualToUTF8 PyUnicode_EqualToUTF8AndSize "
     "PyUnstable_AtExit PyUnstable_CopyPerfMapFile PyUnstable_ExecutableKinds "
     "PyUnstable_Object_ClearWeakRefsNoCallbacks PyUnstable_PerfTrampoline_CompileCode "
     "PyUnstable_PerfTrampoline_SetPersistAfterFork PyWeakref_GetRef Py_GetConstant Py_GetConstantBorrowed "
     "Py_HashPointer Py_IsFinalizing _PyBuffer_ReleaseInInterpreter "
     "_PyBuffer_ReleaseInInterpreterAndRawFree _PyCapsule_SetTraverse _PyCompile_CleanDoc "
     "_PyCompile_GetBinaryIntrinsicName _PyCompile_GetUnaryIntrinsicName _PyCriticalSection2_BeginSlow "
     "_PyCriticalSection_BeginSlow _PyCriticalSection_Resume _PyCriticalSection_SuspendAll "
     "_PyDict_FromItems _PyDict_GetItemRef_KnownHash_LockHeld _PyDict_SetItem_KnownHash_LockHeld "
     "_PyDict_SetItem_Take2 _PyEvalFramePushAndInit _PyEval_BinaryOps _PyEval_CheckExceptStarTypeValid "
     "_PyEval_CheckExceptTypeValid _PyEval_ConversionFuncs _PyEval_ExceptionGroupMatch "
     "_PyEval_FormatAwaitableError _PyEval_FormatExcCheckArg _PyEval_FormatExcUnbound "
     "_PyEval_FormatKwargsError _PyEval_FrameClearAndPop _PyEval_MatchClass _PyEval_MatchKeys "
     "_PyEval_MonitorRaise _PyEvent_IsSet _PyEvent_Notify _PyExc_IncompleteInputError "
     "_PyFloat_ExactDealloc _PyFunction_SetVersion _PyInstructionSequence_New _PyInterpreterConfig_AsDict "
     "_PyInterpreterConfig_InitFromDict _PyInterpreterConfig_InitFromState "
     "_PyInterpreterConfig_UpdateFromDict _PyInterpreterState_GetWhence _PyInterpreterState_IsReady "
     "_PyInterpreterState_LookUpIDObject _PyInterpreterState_New _PyInterpreterState_ObjectToID "
     "_PyIntrinsics_BinaryFunctions _PyIntrinsics_UnaryFunctions _PyList_AppendTakeRefListResize "
     "_PyMonitoring_FireBranchEvent _PyMonitoring_FireCRaiseEvent _PyMonitoring_FireCReturnEvent "
     "_PyMonitoring_FireCallEvent _PyMonitoring_FireExceptionHandledEvent _PyMonitoring_FireJumpEvent "
     "_PyMonitoring_FireLineEvent _PyMonitoring_FirePyResumeEvent _PyMonitoring_FirePyReturnEvent "
     "_PyMonitoring_FirePyStartEvent _PyMonitoring_FirePyThrowEvent _PyMonitoring_FirePyUnwindEvent "
     "_PyMonitoring_FirePyYieldEvent _PyMonitoring_FireRaiseEvent _PyMonitoring_FireReraiseEvent "
     "_PyMonitoring_FireStopIterationEvent _PyOnceFlag_CallOnceSlow _PyParkingLot_AfterFork "
     "_PyParkingLot_Park _PyParkingLot_Unpark _PyParkingLot_UnparkAll _PyRWMutex_Lock _PyRWMutex_RLock "
     "_PyRWMutex_RUnlock _PyRWMutex_Unlock _PyRecursiveMutex_IsLockedByCurrentThread "
     "_PyRecursiveMutex_Lock _PyRecursiveMutex_Unlock _PySemaphore_Destroy _PySemaphore_Init "
     "_PySemaphore_Wait _PySemaphore_Wakeup _PySeqLock_AbandonWrite _PySeqLock_AfterFork "
     "_PySeqLock_BeginRead _PySeqLock_EndRead _PySeqLock_LockWrite _PySeqLock_UnlockWrite _PySet_Contains "
     "_PySet_NextEntryRef _PyStaticType_InitForExtension _PySuper_Lookup _PyThreadState_NewBound "
     "_PyThreadState_PopFrame _PyTime_MonotonicWithInfo _PyTuple_FromArraySteal _PyType_LookupRef "
     "_PyUnicode_AsUTF8NoNUL _PyUnicode_ExactDealloc _PyUnicode_InternImmortal _PyUnicode_InternInPlace "
     "_PyUnicode_InternMortal _PyUnion_Type _PyWeakref_IsDead _PyXI_EndInterpreter _PyXI_Enter "
     "_PyXI_ExcInfoAsObject _PyXI_Exit _PyXI_FormatExcInfo _PyXI_NewInterpreter _Py_HandlePending "
     "_Py_IsValidFD _Py_MakeCoro _Py_ResurrectReference _Py_SetRefcnt _Py_union_type_or"},
    {minors(14, 15),
     "PyBytes_Join PyConfig_Get PyConfig_GetInt PyConfig_Names PyConfig_Set PyContext_AddWatcher "
     "PyContext_ClearWatcher PyCriticalSection2_BeginMutex PyCriticalSection_BeginMutex "
     "PyImport_ImportModuleAttr PyImport_ImportModuleAttrString PyIter_NextItem PyLongWriter_Create "
     "PyLongWriter_Discard PyLongWriter_Finish PyLong_AsInt32 PyLong_AsInt64 PyLong_AsUInt32 "
     "PyLong_AsUInt64 PyLong_Export PyLong_FreeExport PyLong_FromInt32 PyLong_FromInt64 PyLong_FromUInt32 "
     "PyLong_FromUInt64 PyLong_GetNativeLayout PyLong_GetSign PyLong_IsNegative PyLong_IsPositive "
     "PyLong_IsZero PyMutex_IsLocked PyType_Freeze PyType_GetBaseByToken PyUnicodeWriter_Create "
     "PyUnicodeWriter_DecodeUTF8Stateful PyUnicodeWriter_Discard PyUnicodeWriter_Finish "
     "PyUnicodeWriter_Format PyUnicodeWriter_WriteASCII PyUnicodeWriter_WriteChar "
     "PyUnicodeWriter_WriteRepr PyUnicodeWriter_WriteStr PyUnicodeWriter_WriteSubstring "
     "PyUnicodeWriter_WriteUCS4 PyUnicodeWriter_WriteUTF8 PyUnicodeWriter_WriteWideChar PyUnicode_DATA "
     "PyUnicode_Equal PyUnicode_KIND PyUnstable_EnableTryIncRef PyUnstable_IsImmortal "
     "PyUnstable_Object_EnableDeferredRefcount PyUnstable_Object_IsUniqueReferencedTemporary "
     "PyUnstable_Object_IsUniquelyReferenced PyUnstable_ThreadState_ResetStackProtection "
     "PyUnstable_ThreadState_SetStackProtection PyUnstable_TryIncRef PyWeakref_IsDead Py_HashBuffer "
     "Py_InitializeFromInitConfig Py_PACK_FULL_VERSION Py_PACK_VERSION Py_REFCNT Py_TYPE Py_fclose "
     "Py_fopen _PyBytes_FromData _PyBytes_FromXIData _PyBytes_GetData _PyBytes_GetXIData "
     "_PyBytes_GetXIDataWrapped _PyCode_CheckNoExternalState _PyCode_CheckNoInternalState "
     "_PyCode_CheckPureFunction _PyCode_FromXIData _PyCode_GetPureScriptXIData _PyCode_GetScriptXIData "
     "_PyCode_GetVarCounts _PyCode_GetXIData _PyCode_ReturnsOnlyNone _PyCode_SetUnboundVarCounts "
     "_PyCode_VerifyStateless _PyDict_LoadGlobalStackRef _PyDict_SendEvent _PyErr_FormatNote "
     "_PyErr_FormatV _PyErr_GetRaisedException _PyErr_SetInterpreterAlreadyRunning "
     "_PyErr_SetRaisedException _PyEval_GetANext _PyEval_GetAwaitable _PyEval_ImportFrom "
     "_PyEval_ImportName _PyEval_LoadGlobalStackRef _PyEval_LoadName _PyEval_SpecialMethodCanSuggest "
     "_PyEval_StartTheWorld _PyEval_StopTheWorld _PyEval_UnpackIterableStackRef _PyFunction_FromXIData "
     "_PyFunction_GetXIData _PyFunction_VerifyStateless _PyInterpolation_Build _PyInterpreterState_Main "
     "_PyList_AsTupleAndClear _PyList_FromStackRefStealOnSuccess _PyList_SliceSubscript "
     "_PyLong_ExactDealloc _PyLong_UInt16_Converter _PyLong_UInt32_Converter _PyLong_UInt64_Converter "
     "_PyLong_UInt8_Converter _PyMarshal_GetXIData _PyMarshal_ReadObjectFromXIData "
     "_PyMonitoring_FireBranchLeftEvent _PyMonitoring_FireBranchRightEvent _PyMutex_LockTimed "
     "_PyObjectArray_Free _PyObjectArray_FromStackRefArray _PyObject_CheckXIData _PyObject_GetXIData "
     "_PyObject_GetXIDataNoFallback _PyObject_LookupSpecialMethod _PyObject_MaybeCallSpecialNoArgs "
     "_PyObject_MaybeCallSpecialOneArg _PyPickle_GetXIData _PyPickle_LoadFromXIData _PySet_AddTakeRef "
     "_PyStaticType_GetBuiltins _PyTemplate_Build _PyTuple_FromStackRefStealOnSuccess "
     "_PyType_GetSlotWrapperNames _PyType_NewManagedObject _PyType_SetVersion _PyXIData_Clear "
     "_PyXIData_FormatNotShareableError _PyXIData_Free _PyXIData_GetNotShareableErrorType _PyXIData_Init "
     "_PyXIData_InitWithSize _PyXIData_Lookup _PyXIData_New _PyXIData_NewObject _PyXIData_RegisterClass "
     "_PyXIData_Release _PyXIData_ReleaseAndRawFree _PyXIData_SetNotShareableError "
     "_PyXIData_UnregisterClass _PyXI_ClearResult _PyXI_FreeExcInfo _PyXI_FreeFailure _PyXI_FreeSession "
     "_PyXI_GetFailureCode _PyXI_GetMainNamespace _PyXI_GetPreserved _PyXI_InitFailure "
     "_PyXI_InitFailureUTF8 _PyXI_NewExcInfo _PyXI_NewFailure _PyXI_NewSession _PyXI_Preserve "
     "_PyXI_UnwrapNotShareableError _Py_Check_ArgsIterable _Py_DumpStack _Py_ForgetReference "
     "_Py_FunctionAttributeOffsets _Py_InitCleanup _Py_InitDumpStack _Py_InitializeRecursionLimits "
     "_Py_ReachedRecursionLimitWithMargin _Py_SetImmortal _Py_SetImmortalUntracked _Py_SpecialMethods "
     "_Py_cr_diff _Py_cr_prod _Py_cr_quot _Py_cr_sum _Py_rc_diff _Py_rc_quot"},
    {minors(8, 9, 10, 11, 12, 13, 15),
     "_Py_InitializeMain"},
    {minors(6, 7, 8, 9, 10, 11, 12, 15),
     "_PyObject_HasLen _PyUnicode_IsXidContinue _PyUnicode_IsXidStart"},
    {minors(7, 8, 9, 10, 11, 12, 15),
     "_PyErr_GetTopmostException _PyImport_SetModuleString"},
    {minors(8, 9, 10, 11, 12, 15),
     "_PyErr_SetObject _PyFunction_Vectorcall"},
    {minors(8, 11, 12, 15),
     "_PyTraceBack_FromFrame"},
    {minors(11, 12, 15),
     "_PyErr_GetHandledException"},
    {minors(12, 15),
     "_PyExc_CreateExceptionGroup _PyException_AddNote"},
    {minors(6, 7, 8, 9, 15),
     "_Py_Mangle"},
    {minors(6, 7, 8, 15),
     "_PyAsyncGenValueWrapperNew _PyObjectDict_SetItem _PyStack_UnpackDict"},
    {minors(7, 8, 15),
     "_PyFrame_New_NoTrack"},
    {minors(15),
     "PyABIInfo_Check PyArg_ParseArray PyArg_ParseArrayAndKeywords PyBytesWriter_Create "
     "PyBytesWriter_Discard PyBytesWriter_Finish PyBytesWriter_FinishWithPointer "
     "PyBytesWriter_FinishWithSize PyBytesWriter_Format PyBytesWriter_GetData PyBytesWriter_GetSize "
     "PyBytesWriter_Grow PyBytesWriter_GrowAndUpdatePointer PyBytesWriter_Resize PyBytesWriter_WriteBytes "
     "PyExc_ImportCycleError PyFrozenDict_New PyFrozenDict_Type PyImport_CreateModuleFromInitfunc "
     "PyImport_GetLazyImportsFilter PyImport_GetLazyImportsMode PyImport_SetLazyImportsFilter "
     "PyImport_SetLazyImportsMode PyInterpreterGuard_Close PyInterpreterGuard_FromCurrent "
     "PyInterpreterGuard_FromView PyInterpreterView_Close PyInterpreterView_FromCurrent "
     "PyInterpreterView_FromMain PyLazyImport_Type PyModule_Exec PyModule_FromSlotsAndSpec "
     "PyModule_GetStateSize PyModule_GetState_DuringGC PyModule_GetToken PyModule_GetToken_DuringGC "
     "PyObject_Dump PyObject_GetItemData_DuringGC PyObject_GetTypeData_DuringGC PySentinel_New "
     "PySentinel_Type PySys_GetAttr PySys_GetAttrString PySys_GetOptionalAttr PySys_GetOptionalAttrString "
     "PyThreadState_Ensure PyThreadState_EnsureFromView PyThreadState_Release PyTuple_FromArray "
     "PyType_FromSlots PyType_GetBaseByToken_DuringGC PyType_GetModuleByToken "
     "PyType_GetModuleByToken_DuringGC PyType_GetModuleState_DuringGC PyType_GetModule_DuringGC "
     "PyUnstable_DumpTraceback PyUnstable_DumpTracebackThreads PyUnstable_SetImmortal Py_IS_TYPE "
     "Py_SET_SIZE Py_SIZE _PyAsyncGenASend_Send _PyBuildSlice_ConsumeRefs _PyBytesWriter_CreateByteArray "
     "_PyCallMethodDescriptorFastWithKeywords_StackRef _PyCallMethodDescriptorFast_StackRef "
     "_PyCode_Deinstrument _PyCode_InitAddressRange _PyCompactLong_Add _PyCompactLong_Multiply "
     "_PyCompactLong_Subtract _PyContext_Enter _PyContext_Exit _PyCoro_ComputeOrigin "
     "_PyDictKeys_GetVersionForCurrentState _PyDictKeys_StringLookup _PyDictKeys_StringLookupAndVersion "
     "_PyDictKeys_StringLookupSplit _PyDict_CopyAsDict _PyDict_DelItem_KnownHash_LockHeld "
     "_PyDict_GetItemRef_KnownHash _PyDict_GetKeysVersionForCurrentState _PyDict_InsertSplitValue "
     "_PyDict_LookupIndex _PyDict_LookupIndexAndValue _PyDict_MergeUniq _PyDict_SetItem_LockHeld "
     "_PyDict_SetItem_Take2_KnownHash _PyDict_StoreSubscript _PyDict_Subscript _PyDict_SubscriptKnownHash "
     "_PyErr_EmitSyntaxWarning _PyEvalFramePushAndInit_Ex _PyEval_GetIter _PyEval_LazyImportFrom "
     "_PyEval_LazyImportName _PyEval_RaiseAsyncExc _PyEval_UnpackIndices _PyExecutor_ClearExit "
     "_PyForIter_VirtualIteratorNext _PyFrame_ClearExceptCode _PyFrame_ClearLocals "
     "_PyFrame_MakeAndSetFrameObject _PyFunction_GetVersionForCurrentState _PyGC_VisitFrameStack "
     "_PyGC_VisitStackRef _PyImport_LoadLazyImportTstate _PyInstrumentation_DISABLE "
     "_PyInstrumentation_MISSING _PyInterpreterGuard_GetInterpreter _PyInterpreterState_GuardCountdown "
     "_PyInterpreterState_IsSpecializationEnabled _PyInterpreterState_SetEvalFrameAllowSpecialization "
     "_PyIter_Send _PyJIT_AddressInJitCode _PyJIT_Entry _PyJit_EnterExecutorShouldStopTracing "
     "_PyJit_FinalizeTracing _PyJit_TryInitializeTracing _PyJit_translate_single_bytecode_to_trace "
     "_PyLazyImport_New _PyLazyImport_Reify _PyLineTable_NextAddressRange _PyList_BinarySlice "
     "_PyList_Concat _PyList_GetItemRef _PyMapping_GetOptionalItem2 _PyNumber_InPlacePowerNoMod "
     "_PyNumber_PowerNoMod _PyObject_GetAttrStackRef _PyObject_SetAttributeErrorContext "
     "_PyObject_VisitType _PyOpcode_Caches _PyOpcode_Deopt _PyOpcode_OpName _PyOpcode_RecordEntries "
     "_PyOpcode_RecordFunctions _PyOpcode_RecordSlotMaps _PyOpcode_RecordTransformValue "
     "_PyOpcode_opcode_metadata _PySlotIterator_Init _PySlotIterator_InitLegacy _PySlotIterator_Next "
     "_PySlotIterator_Rewind _PySlotIterator_SawSlot _PySlot_names _PyStack_UnpackDict_Free "
     "_PyStack_UnpackDict_FreeNoDecRef _PyStaticType_GetState _PyStolenTuple_Free _PyThreadState_PushFrame "
     "_PyTuple_BinarySlice _PyTuple_Concat _PyTuple_FromPair _PyTuple_FromPairSteal "
     "_PyType_CacheInitForSpecialization _PyType_InitSubclasses _PyType_LookupRefAndVersion "
     "_PyType_LookupSubclasses _PyUnicode_BinarySlice _Py_BuildMap_StackRefSteal "
     "_Py_BuildString_StackRefSteal _Py_BuiltinCallFastWithKeywords_StackRef _Py_BuiltinCallFast_StackRef "
     "_Py_CalculateSuggestions _Py_CallBuiltinClass_StackRef _Py_CheckRecursiveCallPy "
     "_Py_ClearExecutorDeletionList _Py_ExecutorDetach _Py_GetBaseCodeUnit _Py_GetStdlibDir "
     "_Py_INTERPRETER_TRAMPOLINE_INSTRUCTIONS_PTR _Py_Instrument _Py_IsPrivateName "
     "_Py_ReachedRecursionLimit _Py_Specialize_BinaryOp _Py_Specialize_Call _Py_Specialize_CallFunctionEx "
     "_Py_Specialize_CallKw _Py_Specialize_CompareOp _Py_Specialize_ContainsOp _Py_Specialize_ForIter "
     "_Py_Specialize_GetIter _Py_Specialize_LoadAttr _Py_Specialize_LoadGlobal "
     "_Py_Specialize_LoadSuperAttr _Py_Specialize_Resume _Py_Specialize_Send _Py_Specialize_StoreAttr "
     "_Py_Specialize_StoreSubscr _Py_Specialize_ToBool _Py_Specialize_UnpackSequence "
     "_Py_VectorCallInstrumentation_StackRefSteal _Py_VectorCall_StackRefSteal _Py_call_instrumentation "
     "_Py_call_instrumentation_2args _Py_call_instrumentation_arg _Py_call_instrumentation_exc2 "
     "_Py_call_instrumentation_instruction _Py_call_instrumentation_jump _Py_call_instrumentation_line "
     "_Py_convert_optional_to_non_negative_ssize_t _Py_dict_lookup"},
    // clang-format on
};

std::unordered_map<std::string_view, Minors> read_rows() {
  std::unordered_map<std::string_view, Minors> result;
  for (const Row& row : rows) {
    for (std::string_view rest = row.names; !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find(' '));
      rest.remove_prefix(name.size() == rest.size() ? rest.size() : name.size() + 1);
      result.emplace(name, row.exported);
    }
  }
  return result;
}

}  // namespace

std::optional<bool> python_exports(std::string_view symbol, int minor) {
  static const std::unordered_map<std::string_view, Minors> table = read_rows();
  const auto row = table.find(symbol);
  if (row == table.end() || minor < oldest || minor > newest) return std::nullopt;
  const bool exported = (row->second & bit(minor)) != 0;
  // For 3.12 only an early patch release was measured: a later one may have a private name of 3.13.
  const bool may_have = minor == 12 && symbol.front() == '_' && (row->second & bit(13)) != 0;
  if (!exported && may_have) return std::nullopt;
  return exported;
}

}  // namespace platlint
