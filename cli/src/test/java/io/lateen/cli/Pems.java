// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli;

/** Certificates for tests. */
public final class Pems {

  /** Self-signed, CN=test, valid for a hundred years. */
  public static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBdDCCARugAwIBAgIUIJ/UK4P884MPq4X5qDVqaVLEObgwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjEwOTAwNDRaGA8yMTI2MTAyODA5MDA0
      NFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAmN
      x05N/Fh+5C1lFoxDLdi252w1pOftcU30IkXrmnEa8mdJfqMBHd8/CAtfoS5NQTtb
      hPAiTIL6yA3cvnVe7LajUzBRMB0GA1UdDgQWBBQH1nH/FjrxeRSfSzO6KcsD6s8H
      5TAfBgNVHSMEGDAWgBQH1nH/FjrxeRSfSzO6KcsD6s8H5TAPBgNVHRMBAf8EBTAD
      AQH/MAoGCCqGSM49BAMCA0cAMEQCIB9RUrJaGnlTjSzHBZXS+RfEOl8ewZgaRhnL
      4IXCS8KQAiAfgIbGajZ8AFrb7639M1n7ejltMDNymJGleH5fiM4D/Q==
      -----END CERTIFICATE-----
      """;

  private Pems() {}
}
