// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A service that answers with its own name; texts are the messages. */
final class Echo {

  static final String SERVICE = "echo.Echo";

  /** Answers. */
  static final String SAY = SERVICE + "/Say";

  /** Is unavailable once for each message, then answers. */
  static final String FLAKY = SERVICE + "/Flaky";

  /** Answers, where rules let anybody call it. */
  static final String ADMIN = SERVICE + "/Admin";

  private static final long PATIENCE_SECONDS = 20;

  private Echo() {}

  /** The service of a backend. */
  static ServerServiceDefinition service(String name) {
    Map<String, Boolean> seen = new ConcurrentHashMap<>();
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(method(SAY), answering(name))
        .addMethod(method(ADMIN), answering(name))
        .addMethod(
            method(FLAKY),
            ServerCalls.asyncUnaryCall(
                (message, observer) -> {
                  if (seen.putIfAbsent(message, true) == null) {
                    observer.onError(Status.UNAVAILABLE.asRuntimeException());
                  } else {
                    observer.onNext(name);
                    observer.onCompleted();
                  }
                }))
        .build();
  }

  private static ServerCallHandler<String, String> answering(String name) {
    return ServerCalls.asyncUnaryCall(
        (message, observer) -> {
          observer.onNext(name);
          observer.onCompleted();
        });
  }

  /** The answer to a call; headers are pairs of names and values. */
  static String call(Channel channel, String method, String message, String... headers) {
    var metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    var with =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    var options = CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(with, method(method), options, message);
  }

  private static MethodDescriptor<String, String> method(String name) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(name)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {

    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
