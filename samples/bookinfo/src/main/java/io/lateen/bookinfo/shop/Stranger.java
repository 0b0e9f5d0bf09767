// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Request;
import io.lateen.bookinfo.http.Response;
import java.util.Map;

/** A server that no mesh knows: says which host name it was called by. */
public final class Stranger implements Answerer {

  @Override
  public Response answer(Request request) {
    return Response.json(
        200, Map.of("service", "stranger", "host", request.header("host").orElse("")));
  }
}
