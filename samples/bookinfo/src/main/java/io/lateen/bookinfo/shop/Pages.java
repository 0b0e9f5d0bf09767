// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shop's HTML. Pure; everything that came over the network is escaped. */
final class Pages {

  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Bookinfo</title>
      <style>
      body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
      header,footer{display:flex;justify-content:space-between;color:#555}
      section{border:1px solid #ccd;border-radius:.5rem;padding:1rem;margin:1rem 0}
      .black{color:#111}.red{color:#c1121f}.error{background:#fff3f3}
      dt{font-weight:600}dd{margin:0 0 .3rem}blockquote{margin:.5rem 0}
      </style></head><body>
      %s
      </body></html>
      """;

  private Pages() {}

  static String index() {
    return FRAME.formatted(
        """
        <h1>Bookinfo</h1>
        <p>A small book shop of four services.</p>
        <p><a href="/productpage">The product page</a></p>\
        """);
  }

  static String product(
      Map<String, Object> product,
      Section details,
      Section reviews,
      Optional<String> user,
      String podName) {
    var body =
        new StringBuilder()
            .append(header(user))
            .append("<h1>")
            .append(escape(product.get("title")))
            .append("</h1>\n")
            .append("<p>")
            .append(escape(product.get("descriptionHtml")))
            .append("</p>\n")
            .append(details(details))
            .append(reviews(reviews))
            .append("<footer><small>page served by ")
            .append(escape(podName))
            .append("</small></footer>");
    return FRAME.formatted(body);
  }

  private static String header(Optional<String> user) {
    return user.map(
            name ->
                "<header><b>Bookinfo</b><span>%s <a href=\"/logout\">sign out</a></span></header>\n"
                    .formatted(escape(name)))
        .orElse(
            """
            <header><b>Bookinfo</b><form method="post" action="/login">
            <input name="username" aria-label="user name"><button>Sign in</button></form></header>
            """);
  }

  private static String details(Section section) {
    return section
        .document()
        .map(
            book -> {
              var out = new StringBuilder("<section id=\"details\"><h2>Book Details</h2><dl>\n");
              for (var field : List.of("type", "pages", "publisher", "language", "ISBN-10")) {
                out.append("<dt>%s</dt><dd>%s</dd>\n".formatted(field, escape(book.get(field))));
              }
              return out.append("</dl></section>\n").toString();
            })
        .orElseGet(() -> failed("details", "product details"));
  }

  private static String reviews(Section section) {
    return section
        .document()
        .map(
            document -> {
              var out = new StringBuilder("<section id=\"reviews\"><h2>Book Reviews</h2>\n");
              if (document.get("reviews") instanceof List<?> list) {
                list.forEach(review -> out.append(review(review)));
              }
              out.append("<p><small>Reviews served by: <u>")
                  .append(escape(document.get("podname")))
                  .append("</u></small></p></section>\n");
              return out.toString();
            })
        .orElseGet(() -> failed("reviews", "product reviews"));
  }

  private static String review(@Nullable Object review) {
    if (!(review instanceof Map<?, ?> fields)) {
      return "";
    }
    return "<blockquote>%s<br><small>%s</small>%s</blockquote>\n"
        .formatted(
            escape(fields.get("text")),
            escape(fields.get("reviewer")),
            stars(fields.get("rating")));
  }

  private static String stars(@Nullable Object rating) {
    if (!(rating instanceof Map<?, ?> fields)) {
      return "";
    }
    if (fields.get("error") != null) {
      return "<br><small class=\"error\">%s</small>".formatted(escape(fields.get("error")));
    }
    int count = fields.get("stars") instanceof Long number ? (int) Math.clamp(number, 0, 5) : 0;
    return "<br><span class=\"%s\" title=\"%d of 5\">%s</span>"
        .formatted(escape(fields.get("color")), count, "★".repeat(count) + "☆".repeat(5 - count));
  }

  private static String failed(String id, String what) {
    return """
    <section id="%s" class="error"><h2>Error fetching %s!</h2>
    <p>Sorry, %s are currently unavailable for this book.</p></section>
    """
        .formatted(id, what, what);
  }

  private static String escape(@Nullable Object value) {
    return String.valueOf(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
