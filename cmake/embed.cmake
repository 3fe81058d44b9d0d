# Writes INPUT, a text file, as the constant NAME into the header OUTPUT. Run by huiyin_embed.
file(READ "${INPUT}" text)
if(INPUT MATCHES "[.]sql$")
    # A tablet downloads these: without comments, but for the names of statements, and without indentation. No string
    # of ours has two hyphens in it.
    string(REPLACE "-- name: " "@name@" text "${text}")
    string(REGEX REPLACE " *--[^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n[ \n]+" "\n" text "${text}")
    string(REPLACE "@name@" "-- name: " text "${text}")
endif()
# Compilers limit one literal to 64 KiB; adjacent literals are joined by the compiler.
string(LENGTH "${text}" length)
set(literals "")
set(at 0)
while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 part)
    string(APPEND literals "R\"__huiyin(${part})__huiyin\"\n")
    math(EXPR at "${at} + 8000")
endwhile()
file(WRITE "${OUTPUT}" "// Generated from ${NAME}; edit the source file instead.\n#pragma once\n\n#include <string_view>\n\nnamespace huiyin::embedded {\ninline constexpr std::string_view ${NAME} =\n${literals};\n}\n")
