// SPDX-License-Identifier: GPL-2.0-only
//
// A peer made of Java's own TLS (JSSE), with everything enabled that it has left, for many
// handshakes in one process.
//
//   java FamilyPeer.java suites
//   java FamilyPeer.java server CERTIFICATES [client-auth]
//   java FamilyPeer.java client CERTIFICATES
//
// "suites" prints the names of its cipher suites. The server prints "LISTENING ip:port" and sends
// back what it receives, on each connection; after a line that says "renegotiate" it handshakes
// again first. The client reads jobs from its standard input, one a line, and answers each with one
// line that begins with the job's name; jobs run side by side. A job is NAME and words KEY=VALUE:
//   port=N version=V suite=S    where to, and what alone is offered (version as SSLv3, TLSv1.2)
//   certificate=NAME            of the client
//   connections=N               one after the other, so that those after the first can resume
//   renegotiate=yes             handshakes again before it sends data
//   fragment=N                  asks for records of at most N octets (RFC 6066)
// Answer: NAME ok VERSION SUITE RESUMED PRINCIPAL, or NAME failed REASON. CERTIFICATES is a folder
// that make-family-certificates.sh made.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

public final class FamilyPeer {
    private static final String[] VERSIONS = {"SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"};
    private static final int TIMEOUT = 15000; // milliseconds

    /** Every certificate of the folder; a suite's kind of key tells which one serves. */
    private static final class Keys extends X509ExtendedKeyManager {
        private final Path folder;
        private final String client;

        Keys(Path folder, String client) {
            this.folder = folder;
            this.client = client;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            switch (keyType) {
                case "RSA":
                    return "rsa";
                case "DSA":
                    return "dsa";
                case "EC":
                case "EC_RSA":
                    return "ec-rsa";
                case "EC_EC":
                    return "ec-ec";
                default:
                    return null;
            }
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return client != null && List.of(keyTypes).contains(getPrivateKey(client).getAlgorithm())
                    ? client : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {readCertificate(folder.resolve(alias + ".pem"))};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return readKey(folder.resolve(alias + ".key"),
                    getCertificateChain(alias)[0].getPublicKey().getAlgorithm());
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {chooseServerAlias(keyType, issuers, null)};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {client};
        }

        @Override
        public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            return chooseServerAlias(type, issuers, null);
        }
    }

    private static X509Certificate readCertificate(Path file) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (Exception e) {
            throw new IllegalStateException(file + ": " + e, e);
        }
    }

    private static PrivateKey readKey(Path file, String algorithm) {
        try {
            String text = Files.readString(file).replaceAll("-----[A-Z ]*-----|\\s", "");
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (Exception e) {
            throw new IllegalStateException(file + ": " + e, e);
        }
    }

    private static SSLContext makeContext(Path folder, String client) throws Exception {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        for (String name : List.of("root-rsa", "root-ec")) {
            roots.setCertificateEntry(name, readCertificate(folder.resolve(name + ".pem")));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        X509TrustManager standard = (X509TrustManager) trust.getTrustManagers()[0];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new Keys(folder, client)},
                new TrustManager[] {new Trust(standard)}, new SecureRandom());
        return context;
    }

    /** Java's own verification, which knows no name for one kind of key exchange. */
    private static final class Trust implements X509TrustManager {
        private final X509TrustManager standard;

        Trust(X509TrustManager standard) {
            this.standard = standard;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String exchange)
                throws CertificateException {
            standard.checkServerTrusted(chain, exchange.replace("DSS_EXPORT", "DSS"));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType)
                throws CertificateException {
            standard.checkClientTrusted(chain, keyType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return standard.getAcceptedIssuers();
        }
    }

    /** Sends back what comes. */
    private static void serve(SSLSocket socket) {
        try (socket) {
            socket.setSoTimeout(TIMEOUT);
            byte[] data = new byte[16384];
            for (int size; (size = socket.getInputStream().read(data)) > 0;) {
                String line = new String(data, 0, size, StandardCharsets.ISO_8859_1);
                if (line.startsWith("renegotiate")) {
                    socket.startHandshake();
                }
                socket.getOutputStream().write(data, 0, size);
            }
        } catch (IOException e) {
            System.err.println(socket.getRemoteSocketAddress() + " " + e);
        }
    }

    private static void runServer(Path folder, boolean asksForCertificate) throws Exception {
        SSLServerSocket listener = (SSLServerSocket) makeContext(folder, null)
                .getServerSocketFactory().createServerSocket(0, 50,
                        InetAddress.getByName("127.0.0.1"));
        listener.setEnabledProtocols(VERSIONS);
        listener.setEnabledCipherSuites(listener.getSupportedCipherSuites());
        listener.setNeedClientAuth(asksForCertificate);
        System.out.println("LISTENING 127.0.0.1:" + listener.getLocalPort());
        ExecutorService threads = Executors.newCachedThreadPool();
        while (true) {
            SSLSocket socket = (SSLSocket) listener.accept();
            threads.submit(() -> serve(socket));
        }
    }

    /** One connection of a job; data goes to the server and comes back. */
    private static String connect(SSLContext context, Map<String, String> job) throws IOException {
        String text = ("what " + job.get("suite") + " protects\n").repeat(100);
        long start = System.currentTimeMillis();
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {job.get("version")});
            parameters.setCipherSuites(new String[] {job.get("suite")});
            parameters.setServerNames(List.of(new SNIHostName("www.example.com")));
            if (!job.get("suite").contains("_anon_")) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            if (job.containsKey("fragment")) {
                parameters.setMaximumPacketSize(Integer.parseInt(job.get("fragment")));
            }
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(TIMEOUT);
            socket.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(job.get("port"))),
                    TIMEOUT);
            socket.startHandshake();
            if (job.containsKey("renegotiate")) {
                socket.startHandshake();
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            byte[] echo = socket.getInputStream().readNBytes(text.length());
            if (!text.equals(new String(echo, StandardCharsets.ISO_8859_1))) {
                throw new IOException("other data came back");
            }
            SSLSession session = socket.getSession();
            // A session that was made before this connection is one that was resumed.
            boolean isResumed = session.getCreationTime() < start;
            return session.getProtocol() + " " + session.getCipherSuite() + " " + isResumed + " "
                    + principalOf(session);
        }
    }

    private static String principalOf(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName().replace(" ", "");
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    private static String run(Path folder, Map<String, String> job) {
        try {
            SSLContext context = makeContext(folder, job.get("certificate"));
            String result = "";
            for (int i = Integer.parseInt(job.getOrDefault("connections", "1")); i > 0; --i) {
                result = connect(context, job);
                if (i > 1) {
                    // A session's date has milliseconds, and a ticket may come after the answer.
                    Thread.sleep(20);
                }
            }
            return "ok " + result;
        } catch (Exception e) {
            return "failed " + e.toString().replace('\n', ' ');
        }
    }

    private static void runClient(Path folder) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = input.readLine()) != null;) {
            String[] words = line.split(" ");
            Map<String, String> job = new HashMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] pair = words[i].split("=", 2);
                job.put(pair[0], pair[1]);
            }
            threads.submit(() -> System.out.println(words[0] + " " + run(folder, job)));
        }
        threads.shutdown();
    }

    public static void main(String[] arguments) throws Exception {
        for (String property : List.of("jdk.tls.disabledAlgorithms", "jdk.tls.legacyAlgorithms",
                "jdk.certpath.disabledAlgorithms", "jdk.disabled.namedCurves")) {
            Security.setProperty(property, "");
        }
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.equals(List.of("suites"))) {
            for (String suite : SSLContext.getDefault().getSupportedSSLParameters()
                    .getCipherSuites()) {
                System.out.println(suite);
            }
        } else if (words.size() >= 2 && words.get(0).equals("server")) {
            runServer(Path.of(words.get(1)), words.size() == 3 && words.get(2).equals("client-auth"));
        } else if (words.size() == 2 && words.get(0).equals("client")) {
            runClient(Path.of(words.get(1)));
        } else {
            System.err.println("usage: FamilyPeer suites|server FOLDER [client-auth]|client FOLDER");
            System.exit(2);
        }
    }
}
