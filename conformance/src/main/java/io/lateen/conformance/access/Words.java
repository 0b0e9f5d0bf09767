// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.util.ArrayList;
import java.util.List;

/** What policies name and requests have: few of each, so that they often meet. */
final class Words {

  static final String TRUST_DOMAIN = "td1.example";
  static final List<String> ALIASES = List.of("old-td", "cluster.local");

  private static final List<String> DOMAINS = List.of(TRUST_DOMAIN, "old-td", "foreign-td");

  /** Some are words of the identities themselves. */
  static final List<String> NAMESPACES = List.of("a", "b-x", "ns", "sa", "team.one", "teamXone");

  private static final List<String> ACCOUNTS = List.of("default", "x", "sa");

  /** Callers; the empty one speaks in clear text. */
  static final List<String> CALLERS = callers();

  static final List<String> PRINCIPALS =
      List.of(
          "td1.example/ns/a/sa/default",
          "old-td/ns/a/sa/x",
          "cluster.local/ns/b-x/sa/x",
          "foreign-td/ns/a/sa/x",
          "*-td/ns/a/sa/x",
          "*/ns/ns/sa/sa",
          "td1.example/ns/a/*",
          "td1.example/ns/a/sa/*",
          "td1.example/ns/a*",
          "*/sa/default",
          "*",
          "nobody");
  static final List<String> NAMESPACE_PATTERNS =
      List.of(
          "a", "b-x", "ns", "sa", "team.one", "*", "a*", "*a", "*sa", "s*", "*-x", "n*", "*one");
  static final List<String> ACCOUNT_PATTERNS =
      List.of("default", "x", "a/x", "ns/sa", "sa/sa", "team.one/x", "b-x/default");
  static final List<String> DOMAIN_PATTERNS =
      List.of(TRUST_DOMAIN, "old-td", "foreign-td", "*", "old*", "*-td", "td1*", "cluster.local");
  static final List<String> SOURCES = List.of("127.1.0.1", "127.1.0.9", "127.1.1.1", "127.2.0.1");
  static final List<String> SOURCE_BLOCKS =
      List.of("127.1.0.1", "127.1.0.0/24", "127.1.0.0/16", "127.2.0.1/32", "10.0.0.0/8");
  static final List<String> REMOTES =
      List.of("10.1.2.3", "10.1.2.4", "10.7.0.1", "203.0.113.9", "192.0.2.1");
  static final List<String> FORWARDED =
      List.of("10.1.2.3", "203.0.113.9", "2001:db8::7", "198.51.100.2");
  static final List<String> REMOTE_BLOCKS =
      List.of(
          "10.1.2.3", "10.1.0.0/16", "203.0.113.0/24", "2001:db8::/32", "0.0.0.0/0", "192.0.2.1");
  static final List<String> DESTINATIONS = List.of("10.9.0.1", "10.9.0.2", "10.8.0.1");
  static final List<String> DESTINATION_BLOCKS =
      List.of("10.9.0.1", "10.9.0.0/24", "10.8.0.0/16", "192.0.2.0/24");
  static final List<String> PORT_NUMBERS = List.of("8080", "8081", "9090", "80");
  static final List<String> SERVER_NAMES = List.of("", "a.test", "b.a.test", "c.example");
  static final List<String> SERVER_NAME_PATTERNS =
      List.of("a.test", "*.test", "b.*", "*", "c.example", "*example");
  static final List<String> HOSTS =
      List.of("a.example.com", "A.Example.COM", "a.example.com:8080", "b.test", "a.example.com.");
  static final List<String> HOST_PATTERNS =
      List.of("a.example.com", "A.EXAMPLE.com", "*.example.com", "a.*", "*", "b.test", "*:8080");
  static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD");
  static final List<String> METHOD_PATTERNS =
      List.of("GET", "POST", "P*", "*T", "*", "HEAD", "get");
  static final List<String> PATHS =
      List.of(
          "/",
          "/a",
          "/A",
          "/a/",
          "/a/b",
          "/a/b/",
          "/a//b",
          "/a/b?q=/admin",
          "/admin",
          "/admin/x",
          "/a/../admin/x",
          "/a/./b",
          "/%61/b",
          "/a%2Fb",
          "/a%2fb",
          "/admin%2fx",
          "/a/b=c",
          "/a/b*c",
          "/a/b;v=1",
          "/a/b%20c",
          "/a/%2e%2e/admin",
          "/a\\b",
          "//a/b",
          "/x.y",
          "/xzy",
          "/a/b/c/d",
          "/a/%7Eu",
          "/a/b%3Fq",
          "/a/..;/admin",
          "/a/..;x=1/admin",
          "/a/%2e%2e;/admin",
          "/a/.;/b",
          "/a/b'c",
          "/a/b|c",
          "/a/b[c",
          "/a/b%5Dc",
          "/a/%C3%A9");
  static final List<String> PATH_PATTERNS =
      List.of(
          "/",
          "/a",
          "/a/b",
          "/a*",
          "/admin",
          "/admin/*",
          "*b",
          "*",
          "/a/{*}",
          "/a/{**}",
          "/{*}/b",
          "/{**}/b",
          "/{*}/{*}/{**}",
          "/a/{*}/",
          "/x.y",
          "*/x",
          "/a/~u",
          "/a%2fb",
          "/a/b|c",
          "/a/b%7Cc",
          "/a/..;/admin",
          "/a/b=c");
  static final List<String> HEADER_VALUES = List.of("1", "2", "12", "", "pre-z", "a,b");
  static final List<String> HEADER_PATTERNS = List.of("1", "1*", "*2", "*", "1,2", "pre-*", "a,b");
  static final List<String> TOKEN_PRINCIPALS =
      List.of(
          "*",
          Tokens.ISSUER + "/alice",
          Tokens.ISSUER + "/*",
          Tokens.ISSUER + "/b*",
          Tokens.OTHER + "/alice",
          "*/alice",
          "*.com/bob",
          "*alice",
          "other*",
          Tokens.OTHER,
          "*/x");
  static final List<String> CLAIM_PATTERNS =
      List.of("admin", "dev", "*", "ad*", "*v", "read", "read write", "shop", "pay", "web", "7");

  private Words() {}

  private static List<String> callers() {
    var all = new ArrayList<String>();
    for (var domain : DOMAINS) {
      for (var namespace : NAMESPACES) {
        for (var account : ACCOUNTS) {
          all.add("spiffe://" + domain + "/ns/" + namespace + "/sa/" + account);
        }
      }
    }
    return List.copyOf(all);
  }
}
