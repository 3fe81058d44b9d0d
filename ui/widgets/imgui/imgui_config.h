// Build options of Dear ImGui, given to it as IMGUI_USER_CONFIG.
//
// We use its draw lists, font atlas and id hashes. The rest is left out so that the tablet does not
// download it.
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_WIN32_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_SSE
// Text may hold emoji and rare characters beyond the first plane.
#define IMGUI_USE_WCHAR32
// One picture may hold more than 65 535 vertices.
#define ImDrawIdx unsigned int
