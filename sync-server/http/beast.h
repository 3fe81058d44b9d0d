// Boost for http/*.cpp only: these headers cost ten seconds and half a gigabyte per file.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket.hpp>

namespace huiyin::server::http {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
namespace websocket = boost::beast::websocket;
using Tcp = boost::asio::ip::tcp;
using boost::system::error_code;

/// Our own check beside the stream's timer, which 1.81 does not look at when bytes are there
/// already.
using Steady = std::chrono::steady_clock;

} // namespace huiyin::server::http
