// SPDX-License-Identifier: MIT
#include "wosa/catalog/names.hpp"

#include <gtest/gtest.h>
#include <ws2tcpip.h>

namespace wosa::catalog {
namespace {

TEST(Names, AgreeWithTheHeaders) {
  EXPECT_EQ(family_value("inet"), WS_AF_INET);
  EXPECT_EQ(family_value("inet6"), WS_AF_INET6);
  EXPECT_EQ(family_value("unix"), WS_AF_UNIX);
  EXPECT_EQ(family_value("irda"), 26);
  EXPECT_EQ(family_value("bth"), 32);
  EXPECT_EQ(type_value("stream"), WS_SOCK_STREAM);
  EXPECT_EQ(type_value("dgram"), WS_SOCK_DGRAM);
  EXPECT_EQ(type_value("raw"), WS_SOCK_RAW);
  EXPECT_EQ(type_value("rdm"), WS_SOCK_RDM);
  EXPECT_EQ(type_value("seqpacket"), WS_SOCK_SEQPACKET);
  EXPECT_EQ(protocol_value("tcp"), static_cast<int>(WS_IPPROTO_TCP));
  EXPECT_EQ(protocol_value("udp"), static_cast<int>(WS_IPPROTO_UDP));
  EXPECT_EQ(protocol_value("icmpv6"), static_cast<int>(WS_IPPROTO_ICMPV6));
}

// A word of the format, and the macro that it stands for.
struct Bit {
  const char* name;
  DWORD value;
};

TEST(Names, CapabilitiesAndFlagsAgreeWithTheHeaders) {
  const Bit capabilities[] = {{"connectionless", XP1_CONNECTIONLESS},
                              {"guaranteed_delivery", XP1_GUARANTEED_DELIVERY},
                              {"guaranteed_order", XP1_GUARANTEED_ORDER},
                              {"message_oriented", XP1_MESSAGE_ORIENTED},
                              {"pseudo_stream", XP1_PSEUDO_STREAM},
                              {"graceful_close", XP1_GRACEFUL_CLOSE},
                              {"expedited_data", XP1_EXPEDITED_DATA},
                              {"connect_data", XP1_CONNECT_DATA},
                              {"disconnect_data", XP1_DISCONNECT_DATA},
                              {"support_broadcast", XP1_SUPPORT_BROADCAST},
                              {"support_multipoint", XP1_SUPPORT_MULTIPOINT},
                              {"multipoint_control_plane", XP1_MULTIPOINT_CONTROL_PLANE},
                              {"multipoint_data_plane", XP1_MULTIPOINT_DATA_PLANE},
                              {"qos_supported", XP1_QOS_SUPPORTED},
                              {"interrupt", XP1_INTERRUPT},
                              {"uni_send", XP1_UNI_SEND},
                              {"uni_recv", XP1_UNI_RECV},
                              {"ifs_handles", XP1_IFS_HANDLES},
                              {"partial_message", XP1_PARTIAL_MESSAGE},
                              {"san_support_sdp", XP1_SAN_SUPPORT_SDP}};
  ASSERT_EQ(capability_names().size(), std::size(capabilities));
  for (std::size_t i = 0; i < std::size(capabilities); ++i) {
    EXPECT_EQ(capability_names()[i].name, capabilities[i].name);
    EXPECT_EQ(capability_names()[i].value, capabilities[i].value) << capabilities[i].name;
  }
  const Bit flags[] = {{"multiple_proto_entries", PFL_MULTIPLE_PROTO_ENTRIES},
                       {"recommended_proto_entry", PFL_RECOMMENDED_PROTO_ENTRY},
                       {"hidden", PFL_HIDDEN},
                       {"matches_protocol_zero", PFL_MATCHES_PROTOCOL_ZERO}};
  for (std::size_t i = 0; i < std::size(flags); ++i) {
    EXPECT_EQ(flag_names()[i].name, flags[i].name);
    EXPECT_EQ(flag_names()[i].value, flags[i].value) << flags[i].name;
  }
}

TEST(Names, NumbersWithoutNameAreTheirOwnText) {
  EXPECT_EQ(family_text(2), "inet");
  EXPECT_EQ(family_text(77), "77");
  EXPECT_EQ(type_text(9), "9");
  EXPECT_EQ(tuple_text(2, 1, 6), "inet/stream/tcp");
  EXPECT_EQ(tuple_text(1, 1, 6), "unix/stream/6") << "6 is TCP only in the IP families";
  EXPECT_EQ(tuple_text(32, 1, 3), "bth/stream/rfcomm");
  EXPECT_FALSE(family_value("INET"));
}

TEST(Names, BitsWithoutNameAreKept) {
  EXPECT_EQ(bit_names(0x80000008U, flag_names()),
            (std::vector<std::string>{"matches_protocol_zero", "0x80000000"}));
  EXPECT_TRUE(bit_names(0, capability_names()).empty());
}

}  // namespace
}  // namespace wosa::catalog
