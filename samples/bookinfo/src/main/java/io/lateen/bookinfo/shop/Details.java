// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Request;
import io.lateen.bookinfo.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts about one book: {@code GET /details/ID}. */
public final class Details implements Answerer {

  @Override
  public Response answer(Request request) {
    var segments = request.segments();
    if (segments.size() != 2 || !segments.getFirst().equals("details")) {
      return Response.notFound(request);
    }
    var id = BookId.of(segments.get(1));
    return id.isEmpty()
        ? Response.json(400, Map.of("error", "please provide numeric product id"))
        : Response.json(200, book(id.getAsInt()));
  }

  private static Map<String, Object> book(int id) {
    var book = new LinkedHashMap<String, Object>();
    book.put("id", id);
    book.put("author", "William Shakespeare");
    book.put("year", 1595);
    book.put("type", "paperback");
    book.put("pages", 200);
    book.put("publisher", "PublisherA");
    book.put("language", "English");
    book.put("ISBN-10", "1234567890");
    book.put("ISBN-13", "123-1234567890");
    return book;
  }
}
