# The root of the source tree, also when these files are used from another project.
get_filename_component(HUIYIN_ROOT "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)

# Third-party code, one place per dependency. scripts/deps fills the cache; the variables let others bring their own.
if(DEFINED ENV{HUIYIN_CACHE})
    set(huiyin_cache_default "$ENV{HUIYIN_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(huiyin_cache_default "$ENV{XDG_CACHE_HOME}/huiyin")
else()
    set(huiyin_cache_default "$ENV{HOME}/.cache/huiyin")
endif()
set(HUIYIN_CACHE "${huiyin_cache_default}" CACHE PATH "Where scripts/deps keeps sources and built libraries")
set(HUIYIN_IMGUI_DIR "${HUIYIN_CACHE}/src/imgui" CACHE PATH "Dear ImGui sources, 1.92 or newer")
set(huiyin_sqlite_default "${HUIYIN_CACHE}/src/sqlite3")
if(EMSCRIPTEN)
    set(huiyin_sqlite_default "${HUIYIN_CACHE}/sqlite-tablet")
endif()
set(HUIYIN_SQLITE_DIR "${huiyin_sqlite_default}" CACHE PATH
    "Folder of the SQLite amalgamation, and of a file `options` with the definitions it was made with")
set(HUIYIN_CATCH2_DIR "${HUIYIN_CACHE}/src/catch2" CACHE PATH "Catch2 v3 sources")
set(HUIYIN_SODIUM_WASM_DIR "${HUIYIN_CACHE}/libsodium-wasm" CACHE PATH "libsodium built for WebAssembly")

foreach(required IN ITEMS "${HUIYIN_IMGUI_DIR}/imgui.cpp" "${HUIYIN_SQLITE_DIR}/sqlite3.c"
                          "${HUIYIN_CATCH2_DIR}/extras/catch_amalgamated.cpp")
    if(NOT EXISTS "${required}")
        message(FATAL_ERROR "${required} is missing: run scripts/deps first")
    endif()
endforeach()

if(HUIYIN_SANITIZE)
    # The vptr check needs RTTI, which core, ui and wasm are built without.
    add_compile_options(-fsanitize=${HUIYIN_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${HUIYIN_SANITIZE})
endif()

# Header-only libraries come from the system, but a wasm build must never see all of /usr/include.
set(header_only "${CMAKE_BINARY_DIR}/header_only")
file(MAKE_DIRECTORY "${header_only}")
foreach(folder IN ITEMS nlohmann tl)
    if(NOT EXISTS "${header_only}/${folder}")
        file(CREATE_LINK "/usr/include/${folder}" "${header_only}/${folder}" SYMBOLIC)
    endif()
endforeach()
add_library(third_party_json INTERFACE)
target_include_directories(third_party_json SYSTEM INTERFACE "${header_only}")
target_compile_definitions(third_party_json INTERFACE JSON_NOEXCEPTION=1 JSON_USE_IMPLICIT_CONVERSIONS=0)
add_library(third_party_expected INTERFACE)
target_include_directories(third_party_expected SYSTEM INTERFACE "${header_only}")

add_library(third_party_sqlite STATIC "${HUIYIN_SQLITE_DIR}/sqlite3.c")
target_include_directories(third_party_sqlite SYSTEM PUBLIC "${HUIYIN_SQLITE_DIR}")
target_compile_definitions(third_party_sqlite PUBLIC
    SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_MAX_EXPR_DEPTH=100
    SQLITE_OMIT_DEPRECATED SQLITE_OMIT_PROGRESS_CALLBACK=0 SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_USE_ALLOCA SQLITE_ENABLE_FTS5 SQLITE_OMIT_AUTOINIT SQLITE_OMIT_TRACE SQLITE_OMIT_DECLTYPE)
if(EXISTS "${HUIYIN_SQLITE_DIR}/options")
    file(STRINGS "${HUIYIN_SQLITE_DIR}/options" sqlite_options)
    target_compile_definitions(third_party_sqlite PUBLIC ${sqlite_options})
endif()
if(EMSCRIPTEN)
    # The tablet has one thread, one connection and its own VFS on OPFS: no other VFS is linked.
    target_compile_definitions(third_party_sqlite PUBLIC SQLITE_THREADSAFE=0 SQLITE_TEMP_STORE=3 SQLITE_OS_OTHER=1)
    # Each tablet downloads it: without what no statement of ours uses.
    target_compile_definitions(third_party_sqlite PUBLIC
        SQLITE_OMIT_JSON SQLITE_OMIT_DATETIME_FUNCS SQLITE_OMIT_UTF16 SQLITE_OMIT_GET_TABLE SQLITE_OMIT_COMPLETE
        SQLITE_OMIT_AUTHORIZATION SQLITE_OMIT_TCL_VARIABLE SQLITE_OMIT_DESERIALIZE SQLITE_UNTESTABLE)
    # memory.copy instead of a call out to JavaScript for each page (every browser we support has it). For size like
    # the rest: at -O3 it was 86 KiB larger to download. What it costs stands in tests/bench/README.md.
    target_compile_options(third_party_sqlite PRIVATE -mbulk-memory -msign-ext)
    huiyin_build_small(third_party_sqlite)
else()
    target_compile_definitions(third_party_sqlite PUBLIC SQLITE_THREADSAFE=2)
    target_link_libraries(third_party_sqlite PRIVATE m)
endif()
target_compile_options(third_party_sqlite PRIVATE -w)

add_library(third_party_sodium INTERFACE)
if(EMSCRIPTEN)
    target_include_directories(third_party_sodium SYSTEM INTERFACE "${HUIYIN_SODIUM_WASM_DIR}/include")
    target_link_libraries(third_party_sodium INTERFACE "${HUIYIN_SODIUM_WASM_DIR}/lib/libsodium.a")
else()
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
    target_link_libraries(third_party_sodium INTERFACE PkgConfig::sodium)
endif()

# PostgreSQL's client library, on the server only.
if(NOT EMSCRIPTEN)
    pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq)
    add_library(third_party_pq INTERFACE)
    target_link_libraries(third_party_pq INTERFACE PkgConfig::pq)
endif()

# Workbooks, on the server only.
if(NOT EMSCRIPTEN)
    pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
    add_library(third_party_xlsxwriter INTERFACE)
    target_link_libraries(third_party_xlsxwriter INTERFACE PkgConfig::xlsxwriter)
endif()

add_library(third_party_imgui STATIC EXCLUDE_FROM_ALL
    "${HUIYIN_IMGUI_DIR}/imgui.cpp" "${HUIYIN_IMGUI_DIR}/imgui_draw.cpp"
    "${HUIYIN_IMGUI_DIR}/imgui_tables.cpp" "${HUIYIN_IMGUI_DIR}/imgui_widgets.cpp")
target_include_directories(third_party_imgui SYSTEM PUBLIC "${HUIYIN_IMGUI_DIR}")
target_include_directories(third_party_imgui PUBLIC "${HUIYIN_ROOT}/ui/widgets/imgui")
target_compile_definitions(third_party_imgui PUBLIC IMGUI_USER_CONFIG="imgui_config.h")
# Told that there is another reader of font files, it leaves its own out, 31 KB that nothing here calls. There is none:
# ui/widgets/canvas.cpp gives each atlas the loader that draws glyphs.
target_compile_definitions(third_party_imgui PRIVATE IMGUI_ENABLE_FREETYPE)
target_compile_options(third_party_imgui PRIVATE -w)

add_library(third_party_catch2 STATIC EXCLUDE_FROM_ALL "${HUIYIN_CATCH2_DIR}/extras/catch_amalgamated.cpp")
target_include_directories(third_party_catch2 SYSTEM PUBLIC "${HUIYIN_CATCH2_DIR}/extras")
target_compile_options(third_party_catch2 PRIVATE -w)
if(EMSCRIPTEN)
    # Catch2 reports failures by exceptions, so its objects and those of the tests are the only ones with them.
    target_compile_options(third_party_catch2 PUBLIC -fexceptions)
    target_link_options(third_party_catch2 PUBLIC -fexceptions)
endif()
