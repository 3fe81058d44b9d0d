# huiyin_warnings: the warnings every target of ours is built with.
add_library(huiyin_warnings INTERFACE)
target_compile_options(huiyin_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Wswitch-enum
    # HUIYIN_TRY is a GNU statement expression, which all three compilers have.
    $<$<CXX_COMPILER_ID:Clang>:-Wno-gnu-statement-expression>
    # Designated initialisers leave the other fields at their defaults on purpose.
    -Wno-missing-field-initializers)
if(HUIYIN_WARNINGS_AS_ERRORS)
    target_compile_options(huiyin_warnings INTERFACE -Werror)
endif()
if(NOT EMSCRIPTEN AND CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_definitions(huiyin_warnings INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
    target_compile_options(huiyin_warnings INTERFACE -fstack-protector-strong)
endif()

# A tablet downloads all of the WebAssembly, which is built for size but for what every frame, and every byte that is
# read or written, runs through.
function(huiyin_build_small target)
    if(EMSCRIPTEN AND CMAKE_BUILD_TYPE STREQUAL "Release")
        target_compile_options(${target} PRIVATE -Os)
    endif()
endfunction()

# The sources of a small module that are built for speed nevertheless.
function(huiyin_build_fast)
    if(EMSCRIPTEN AND CMAKE_BUILD_TYPE STREQUAL "Release")
        set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O3)
    endif()
endfunction()

# huiyin_module(core/base SOURCES ... HEADERS ... DEPENDS ... [THROWS] [FAST])
#
# Makes the static library of one folder: huiyin_core_base for core/base. Headers are included root-relative.
# Without FAST: huiyin_build_small. Without THROWS it is built without exceptions and RTTI, which is the rule for core, ui and wasm.
function(huiyin_module folder)
    cmake_parse_arguments(module "THROWS;FAST" "" "SOURCES;HEADERS;DEPENDS" ${ARGN})
    string(REPLACE "/" "_" name "${folder}")
    string(REPLACE "-" "_" name "${name}")
    set(target "huiyin_${name}")
    add_library(${target} STATIC ${module_SOURCES})
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${HUIYIN_ROOT}" FILES ${module_HEADERS})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    target_link_libraries(${target} PUBLIC ${module_DEPENDS} PRIVATE $<BUILD_INTERFACE:huiyin_warnings>)
    if(NOT module_THROWS)
        target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
    endif()
    if(NOT module_FAST)
        huiyin_build_small(${target})
    endif()
endfunction()

# huiyin_embed(TARGET FILE...): makes each text file a constexpr std::string_view in a generated header.
#
# schema/0001_init.sql of core/store becomes huiyin/embedded/core_store_schema_0001_init.h with the name
# huiyin::embedded::core_store_schema_0001_init.
function(huiyin_embed target)
    foreach(file IN LISTS ARGN)
        file(RELATIVE_PATH relative "${HUIYIN_ROOT}" "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
        string(REGEX REPLACE "\\.[a-z]+$" "" name "${relative}")
        string(REGEX REPLACE "[^A-Za-z0-9]" "_" name "${name}")
        set(header "${CMAKE_BINARY_DIR}/embedded/huiyin/embedded/${name}.h")
        add_custom_command(OUTPUT "${header}"
            COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_CURRENT_SOURCE_DIR}/${file} -DOUTPUT=${header} -DNAME=${name}
                    -P "${HUIYIN_ROOT}/cmake/embed.cmake"
            DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${file}" "${HUIYIN_ROOT}/cmake/embed.cmake" VERBATIM)
        target_sources(${target} PRIVATE "${header}")
    endforeach()
    target_include_directories(${target} PRIVATE "${CMAKE_BINARY_DIR}/embedded")
endfunction()
