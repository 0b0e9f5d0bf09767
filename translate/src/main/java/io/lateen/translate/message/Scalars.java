// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Suggestions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Single values of protobuf's JSON mapping; numbers may stand in quotes, enums be numbers. */
final class Scalars {

  private static final BigInteger UINT32_MAX =
      BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
  private static final BigInteger UINT64_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** Numbers like 1e999999 are not written out. */
  private static final int MAX_SCALE = 400;

  /** Constants that a remedy names. */
  private static final int MAX_NAMES = 8;

  private Scalars() {}

  /** The value as protobuf's reflection wants it; empty when it is told to be wrong. */
  static Optional<Object> read(
      MessageReader reader, Node node, FieldDescriptor field, String path) {
    if (!(node instanceof Scalar scalar)) {
      reader.refuse(
          node.mark(), path, "must be " + expected(field) + ", but is " + node.describe());
      return Optional.empty();
    }
    var value = convert(scalar, field);
    if (value.isEmpty()) {
      reader.refuse(
          node.mark(),
          path,
          "must be " + expected(field) + ", but is " + node.describe(),
          field.getType() == Type.ENUM ? constants(scalar, field.getEnumType()) : "");
    }
    return value;
  }

  /** The constant that was meant, else the first of them. */
  private static String constants(Scalar scalar, EnumDescriptor type) {
    var names = type.getValues().stream().map(EnumValueDescriptor::getName).toList();
    var meant = Suggestions.remedy(scalar.text(), names);
    return meant.isEmpty()
        ? names.stream().limit(MAX_NAMES).collect(Collectors.joining(", ", "write one of ", ""))
        : meant;
  }

  private static Optional<Object> convert(Scalar scalar, FieldDescriptor field) {
    return switch (field.getType()) {
      case BOOL -> bool(scalar);
      case STRING -> text(scalar).map(text -> text);
      case BYTES -> text(scalar).flatMap(Scalars::base64);
      case ENUM -> constant(scalar, field.getEnumType());
      case FLOAT -> decimal(scalar).map(Double::floatValue);
      case DOUBLE -> decimal(scalar).map(number -> number);
      case INT32, SINT32, SFIXED32 ->
          whole(
                  scalar,
                  BigInteger.valueOf(Integer.MIN_VALUE),
                  BigInteger.valueOf(Integer.MAX_VALUE))
              .map(BigInteger::intValue);
      case UINT32, FIXED32 -> whole(scalar, BigInteger.ZERO, UINT32_MAX).map(BigInteger::intValue);
      case INT64, SINT64, SFIXED64 ->
          whole(scalar, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))
              .map(BigInteger::longValue);
      case UINT64, FIXED64 -> whole(scalar, BigInteger.ZERO, UINT64_MAX).map(BigInteger::longValue);
      case MESSAGE, GROUP -> Optional.empty();
    };
  }

  private static String expected(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> "true or false";
      case STRING -> "a text";
      case BYTE_STRING -> "a text in base64";
      case INT, LONG -> "a whole number of type " + field.getType().name().toLowerCase(Locale.ROOT);
      case FLOAT, DOUBLE -> "a number";
      case ENUM -> "a constant of " + field.getEnumType().getFullName();
      case MESSAGE -> "an object";
    };
  }

  private static Optional<Object> bool(Scalar scalar) {
    return scalar.text().equals("true") || scalar.text().equals("false")
        ? Optional.of(scalar.text().equals("true"))
        : Optional.empty();
  }

  private static Optional<String> text(Scalar scalar) {
    return scalar.type() == ScalarType.STRING ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static Optional<Object> base64(String text) {
    try {
      var plain = text.replace('-', '+').replace('_', '/').replace("=", "");
      return Optional.of(ByteString.copyFrom(Base64.getDecoder().decode(plain)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> constant(Scalar scalar, EnumDescriptor type) {
    if (scalar.type() == ScalarType.INTEGER) {
      return whole(
              scalar, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE))
          .map(number -> type.findValueByNumberCreatingIfUnknown(number.intValue()));
    }
    return text(scalar).map(type::findValueByName);
  }

  private static Optional<Double> decimal(Scalar scalar) {
    return switch (scalar.text()) {
      case "NaN" -> Optional.of(Double.NaN);
      case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
      default -> number(scalar).map(BigDecimal::doubleValue);
    };
  }

  private static Optional<BigInteger> whole(Scalar scalar, BigInteger min, BigInteger max) {
    return number(scalar)
        .filter(
            number ->
                Math.abs((long) number.scale()) <= MAX_SCALE
                    && number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::toBigInteger)
        .filter(number -> number.compareTo(min) >= 0 && number.compareTo(max) <= 0);
  }

  private static Optional<BigDecimal> number(Scalar scalar) {
    if (scalar.type() == ScalarType.BOOL || scalar.text().length() > MAX_SCALE) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(scalar.text()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
