# SPDX-License-Identifier: GPL-2.0-only

# build_lib and build_lib_example for a build outside an ns-3 tree, against the installed ns-3.
# Its pkg-config files and CMake targets name include folders and libraries that the package does
# not install, so its libraries are linked by name.

# The options and their order are those of the wscript, so that ccache serves both.
string(APPEND CMAKE_CXX_FLAGS " -std=c++17 -Wall -Wextra -Wno-unused-parameter")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_CXX_FLAGS_DEBUG "-g -O0 -DNS3_ASSERT_ENABLE -DNS3_LOG_ENABLE -D_GLIBCXX_ASSERTIONS")
# Types are also found by name at run time, so no library may be dropped as unneeded.
add_link_options(-Wl,--no-as-needed)

option(TLS_SPDY_SANITIZE "build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(TLS_SPDY_SANITIZE)
  # The installed ns-3 is not instrumented, so the vptr check would not find its type information.
  set(sanitizers -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all)
  add_compile_options(${sanitizers} -fno-omit-frame-pointer -g1)
  add_link_options(${sanitizers})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # With the base folder, two build folders share what they compile alike.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
                                  ${CCACHE}
  )
endif()

find_path(NS3_INCLUDE_DIR ns3/core-module.h REQUIRED)
find_path(CRYPTOPP_INCLUDE_DIR cryptopp/cryptlib.h REQUIRED)
find_path(ZLIB_INCLUDE_DIR zlib.h REQUIRED)

# Object names of ns-3 modules that are spelled as in an ns-3 tree.
foreach(module core network internet point-to-point csma traffic-control applications stats
               flow-monitor
)
  set(lib${module} ns3-${module})
endforeach()

# Links the headers flat into include/ns3 and writes the header that includes them all.
function(publish_headers libname)
  set(folder ${CMAKE_BINARY_DIR}/include/ns3)
  set(all "")
  set(wanted ${libname}-module.h)
  foreach(header ${ARGN})
    get_filename_component(name ${header} NAME)
    if(name IN_LIST wanted)
      message(FATAL_ERROR "Two headers are named ${name}; they land in one folder.")
    endif()
    list(APPEND wanted ${name})
    string(APPEND all "#include \"${name}\"\n")
    if(NOT EXISTS ${folder}/${name})
      file(MAKE_DIRECTORY ${folder})
      file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${header} ${folder}/${name} SYMBOLIC)
    endif()
  endforeach()
  file(CONFIGURE OUTPUT ${folder}/${libname}-module.h CONTENT "${all}")
  file(GLOB present RELATIVE ${folder} ${folder}/*.h)
  foreach(name ${present})
    if(NOT name IN_LIST wanted)
      file(REMOVE ${folder}/${name})
    endif()
  endforeach()
endfunction()

function(build_lib)
  cmake_parse_arguments(
    LIB "" "LIBNAME" "SOURCE_FILES;HEADER_FILES;LIBRARIES_TO_LINK;TEST_SOURCES" ${ARGN}
  )
  publish_headers(${LIB_LIBNAME} ${LIB_HEADER_FILES})
  add_library(${LIB_LIBNAME} SHARED ${LIB_SOURCE_FILES})
  set_target_properties(${LIB_LIBNAME} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(${LIB_LIBNAME} PUBLIC ${CMAKE_BINARY_DIR}/include)
  target_link_libraries(${LIB_LIBNAME} PUBLIC ${LIB_LIBRARIES_TO_LINK})

  set(BLIB_LIBNAME ${LIB_LIBNAME})
  add_subdirectory(examples)

  if(LIB_TEST_SOURCES)
    add_executable(${LIB_LIBNAME}-test ${LIB_TEST_SOURCES} test/${LIB_LIBNAME}-test.cc)
    target_link_libraries(${LIB_LIBNAME}-test ${LIB_LIBNAME})
    target_compile_definitions(
      ${LIB_LIBNAME}-test PRIVATE NS_TEST_SOURCEDIR="${CMAKE_CURRENT_SOURCE_DIR}/test"
    )
  endif()
endfunction()

function(build_lib_example)
  cmake_parse_arguments(EXAMPLE "" "NAME" "SOURCE_FILES;LIBRARIES_TO_LINK" ${ARGN})
  add_executable(${EXAMPLE_NAME} ${EXAMPLE_SOURCE_FILES})
  target_link_libraries(${EXAMPLE_NAME} ${BLIB_LIBNAME} ${EXAMPLE_LIBRARIES_TO_LINK})
endfunction()
