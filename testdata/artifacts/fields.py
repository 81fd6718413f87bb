# SPDX-License-Identifier: Apache-2.0
"""Where each header field of a native file stands: field name -> (offset, struct format), for craft.py to patch."""

import struct

ELF_TYPES = {1: "LOAD", 2: "DYNAMIC", 3: "INTERP", 4: "NOTE", 6: "PHDR", 0x6474E551: "GNU_STACK"}
ELF_TAGS = {
    1: "DT_NEEDED",
    5: "DT_STRTAB",
    6: "DT_SYMTAB",
    10: "DT_STRSZ",
    14: "DT_SONAME",
    0x6FFFFFFE: "DT_VERNEED",
    0x6FFFFFFF: "DT_VERNEEDNUM",
    0x24: "DT_RELR",
}
MACHO_COMMANDS = {
    2: "LC_SYMTAB",
    0xB: "LC_DYSYMTAB",
    0xC: "LC_LOAD_DYLIB",
    0xD: "LC_ID_DYLIB",
    0xE: "LC_LOAD_DYLINKER",
    0x24: "LC_VERSION_MIN_MACOSX",
    0x32: "LC_BUILD_VERSION",
    0x1D: "LC_CODE_SIGNATURE",
    0x80000022: "LC_DYLD_INFO_ONLY",
}
PE_DIRECTORIES = [
    "Export",
    "Import",
    "Resource",
    "Exception",
    "Certificate",
    "BaseRelocation",
    "Debug",
    "Architecture",
    "GlobalPtr",
    "TLS",
    "LoadConfig",
    "BoundImport",
    "IAT",
    "DelayImport",
    "CLRRuntime",
    "Reserved",
]


def fields(data):
    """The fields of an ELF, Mach-O (thin or fat) or PE file."""
    if data[:4] == b"\x7fELF":
        return elf(data)
    if data[:4] in (b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf"):
        return fat(data)
    if data[:2] == b"MZ":
        return pe(data)
    if data[1:3] in (b"\xed\xfa", b"\xfa\xed"):
        return macho(data)
    return {}


def value(data, field):
    offset, code = field
    return struct.unpack_from(code, data, offset)[0]


def lay(found, prefix, offset, layout, order):
    """Adds consecutive fields: layout is "name:code name:code ..."."""
    for name, code in (item.split(":") for item in layout.split()):
        found[prefix + name] = (offset, order + code)
        offset += struct.calcsize(order + code)
    return offset


def elf(data):
    wide, order = data[4] == 2, "<" if data[5] == 1 else ">"
    word = "Q" if wide else "I"
    found = {}
    lay(found, "", 4, "EI_CLASS:B EI_DATA:B EI_VERSION:B EI_OSABI:B", order)
    lay(
        found,
        "",
        16,
        f"e_type:H e_machine:H e_version:I e_entry:{word} e_phoff:{word} e_shoff:{word} e_flags:I e_ehsize:H "
        "e_phentsize:H e_phnum:H e_shentsize:H e_shnum:H e_shstrndx:H",
        order,
    )

    def get(name):
        return value(data, found[name])

    rest = "p_offset:Q p_vaddr:Q p_paddr:Q p_filesz:Q p_memsz:Q" if wide else "p_offset:I p_vaddr:I p_paddr:I p_filesz:I p_memsz:I"
    counts, loads = {}, []
    for index in range(get("e_phnum")):
        at = get("e_phoff") + index * get("e_phentsize")
        kind = ELF_TYPES.get(struct.unpack_from(order + "I", data, at)[0], "OTHER")
        prefix = f"{kind}{counts.get(kind, 0)}."
        counts[kind] = counts.get(kind, 0) + 1
        lay(found, prefix, at, f"p_type:I p_flags:I {rest} p_align:Q" if wide else f"p_type:I {rest} p_flags:I p_align:I", order)
        if kind == "LOAD":
            loads.append([get(prefix + name) for name in ("p_vaddr", "p_offset", "p_filesz")])
    for index in range(get("e_shnum")):
        lay(
            found,
            f"section{index}.",
            get("e_shoff") + index * get("e_shentsize"),
            f"sh_name:I sh_type:I sh_flags:{word} sh_addr:{word} sh_offset:{word} sh_size:{word} sh_link:I sh_info:I",
            order,
        )
    if "DYNAMIC0.p_offset" in found:
        size = struct.calcsize(order + word)
        for at in range(get("DYNAMIC0.p_offset"), get("DYNAMIC0.p_offset") + get("DYNAMIC0.p_filesz"), 2 * size):
            tag = struct.unpack_from(order + word, data, at)[0]
            found.setdefault(ELF_TAGS.get(tag, f"DT_{tag:#x}"), (at + size, order + word))
    if "DT_VERNEED" in found:
        address = get("DT_VERNEED")
        at = next(offset + address - start for start, offset, size in loads if start <= address < start + size)
        found["VERNEED"] = (at, order + "H")
        lay(found, "VERNEED.", at, "vn_version:H vn_cnt:H vn_file:I vn_aux:I vn_next:I", order)
        lay(found, "VERNAUX.", at + get("VERNEED.vn_aux"), "vna_hash:I vna_flags:H vna_other:H vna_name:I vna_next:I", order)
    return found


def macho(data):
    order = "<" if data[3] == 0xFE else ">"
    wide = data[0 if order == "<" else 3] == 0xCF
    found = {}
    end = lay(found, "", 4, "cputype:I cpusubtype:I filetype:I ncmds:I sizeofcmds:I flags:I" + (" reserved:I" if wide else ""), order)
    for index in range(value(data, found["ncmds"])):
        lay(found, f"LC{index}.", end, "cmd:I cmdsize:I", order)
        cmd, size = (value(data, found[f"LC{index}.{name}"]) for name in ("cmd", "cmdsize"))
        name = MACHO_COMMANDS.get(cmd, f"LC_{cmd:#x}")
        if cmd in (1, 0x19):
            name = data[end + 8 : end + 24].rstrip(b"\0").decode()
            word = "Q" if cmd == 0x19 else "I"
            lay(found, name + ".", end + 24, f"vmaddr:{word} vmsize:{word} fileoff:{word} filesize:{word}", order)
        elif name + ".cmd" not in found:
            lay(found, name + ".", end, "cmd:I cmdsize:I a:I b:I c:I d:I", order)
        end += size
    return found


def fat(data):
    found = {"nfat_arch": (4, ">I")}
    wide = data[3] == 0xBF
    at = 8
    for index in range(value(data, found["nfat_arch"])):
        at = lay(
            found,
            f"arch{index}.",
            at,
            "cputype:I cpusubtype:I " + ("offset:Q size:Q align:I reserved:I" if wide else "offset:I size:I align:I"),
            ">",
        )
    return found


def pe(data):
    found = {"e_lfanew": (0x3C, "<I")}
    header = value(data, found["e_lfanew"])
    at = (
        lay(
            found,
            "",
            header + 4,
            "Machine:H NumberOfSections:H TimeDateStamp:I PointerToSymbolTable:I NumberOfSymbols:I "
            "SizeOfOptionalHeader:H Characteristics:H Magic:H",
            "<",
        )
        - 2
    )
    wide = value(data, found["Magic"]) == 0x20B
    lay(
        found,
        "",
        at + 40,
        "MajorOperatingSystemVersion:H MinorOperatingSystemVersion:H MajorImageVersion:H MinorImageVersion:H "
        "MajorSubsystemVersion:H MinorSubsystemVersion:H Win32VersionValue:I SizeOfImage:I SizeOfHeaders:I CheckSum:I Subsystem:H",
        "<",
    )
    directory = at + (112 if wide else 96)
    found["NumberOfRvaAndSizes"] = (directory - 4, "<I")
    for name in PE_DIRECTORIES[: value(data, found["NumberOfRvaAndSizes"])]:
        directory = lay(found, name + ".", directory, "VirtualAddress:I Size:I", "<")
    table = at + value(data, found["SizeOfOptionalHeader"])
    for index in range(value(data, found["NumberOfSections"])):
        layout = "VirtualSize:I VirtualAddress:I SizeOfRawData:I PointerToRawData:I"
        at = table + 40 * index
        lay(found, f"section{index}.", at + 8, layout, "<")
        lay(found, data[at : at + 8].rstrip(b"\0").decode() + ".", at + 8, layout, "<")
    rva = value(data, found["Import.VirtualAddress"])
    for index in range(value(data, found["NumberOfSections"])):
        wanted = ("VirtualAddress", "SizeOfRawData", "PointerToRawData")
        start, size, raw = (value(data, found[f"section{index}.{name}"]) for name in wanted)
        if start <= rva < start + size:
            lay(found, "import0.", raw + rva - start, "OriginalFirstThunk:I TimeDateStamp:I ForwarderChain:I Name:I FirstThunk:I", "<")
    return found
