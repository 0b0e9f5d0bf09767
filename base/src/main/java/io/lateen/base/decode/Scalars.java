// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Finds out what an unquoted YAML scalar is (YAML 1.2.2 §10.3.2, core schema). */
final class Scalars {

  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");

  /** With exponents of three digits: others stay texts anyway, and BigDecimal may refuse them. */
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?0*[0-9]{1,3})?");

  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");

  /** Numbers with more characters stay texts; no field needs them. */
  private static final int MAX_NUMBER_LENGTH = 100;

  /** Numbers with larger exponents stay texts; written out they would not fit in memory. */
  private static final int MAX_EXPONENT = 400;

  private Scalars() {}

  static Scalar resolve(Mark mark, String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new Scalar(mark, ScalarType.NULL, "");
      case "true", "True", "TRUE" -> new Scalar(mark, ScalarType.BOOL, "true");
      case "false", "False", "FALSE" -> new Scalar(mark, ScalarType.BOOL, "false");
      default -> number(mark, text);
    };
  }

  private static Scalar number(Mark mark, String text) {
    if (text.length() > MAX_NUMBER_LENGTH || !beginsNumber(text.charAt(0))) {
      return string(mark, text);
    }
    if (DECIMAL.matcher(text).matches()) {
      return new Scalar(mark, ScalarType.INTEGER, new BigInteger(text).toString());
    }
    if (text.startsWith("0o") && OCTAL.matcher(text).matches()) {
      return new Scalar(mark, ScalarType.INTEGER, new BigInteger(text.substring(2), 8).toString());
    }
    if (text.startsWith("0x") && HEXADECIMAL.matcher(text).matches()) {
      return new Scalar(mark, ScalarType.INTEGER, new BigInteger(text.substring(2), 16).toString());
    }
    if (FLOAT.matcher(text).matches()) {
      var number = new BigDecimal(text);
      if (Math.abs(number.scale()) <= MAX_EXPONENT) {
        return new Scalar(mark, ScalarType.FLOAT, number.toString());
      }
    }
    return string(mark, text);
  }

  /** Whether any number begins like this; few texts do, and the patterns are dear. */
  private static boolean beginsNumber(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
  }

  static Scalar string(Mark mark, String text) {
    return new Scalar(mark, ScalarType.STRING, text);
  }
}
