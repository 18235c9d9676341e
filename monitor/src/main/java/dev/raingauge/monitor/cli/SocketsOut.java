package dev.raingauge.monitor.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output, of which one may learn that nobody reads it any more. */
final class SocketsOut extends OutputStream {
    private final OutputStream out;

    SocketsOut(Surroundings around) {
        this.out = around.out();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw new ClosedOutputException(e);
        }
    }
}
