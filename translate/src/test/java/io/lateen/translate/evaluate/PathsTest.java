// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/.., /",
    "/a/b/., /a/b/",
    "/../a, /a",
    "/a//b, /a//b",
    "/%61, /a",
    "/%2e%2e/a, /a",
    "/a%2fb, /a%2fb",
    "/%zz, /%zz",
    "/a\\b, /a/b",
  })
  void normalizes(String written, String normal) {
    assertThat(Paths.normalized(written)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/{id}, /users/1, true",
    "/users/{id}, /users/1/x, false",
    "/users/*/x, /users/1/x, true",
    "/files/**, /files/a/b, true",
    "/files/{name=**}.txt, /files/a/b.txt, true",
    "/files/{name=**}.txt, /files/a/b.png, false",
  })
  void fitsTemplates(String template, String path, boolean fits) {
    assertThat(TextMatch.regex(PathTemplate.pattern(template), path)).isEqualTo(fits);
  }
}
