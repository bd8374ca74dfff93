using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Signaling.Infrastructure.Tests.Relays;

/// <summary>As much of a TURN client as it takes to ask for a relayed address over UDP (RFC 8656 §7).</summary>
internal static class TurnClient
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(500);
    private const int Tries = 6;
    private static readonly byte[] Udp = [17, 0, 0, 0];

    /// <summary>Whether anything speaks STUN there.</summary>
    public static async Task<bool> IsAliveAsync(IPEndPoint server, CancellationToken cancel)
    {
        using var socket = new UdpClient(AddressFamily.InterNetwork);
        return await AskOnceAsync(socket, server, new StunMessage(StunMessage.BindingRequest), TimeSpan.FromMilliseconds(50), cancel) is not null;
    }

    /// <summary>Asks for a relayed address: 0 when it is given, else the relay's error code.</summary>
    public static async Task<int> AllocateAsync(IPEndPoint server, string username, string password, CancellationToken cancel)
    {
        using var socket = new UdpClient(AddressFamily.InterNetwork);
        var challenge = await AskAsync(socket, server, new StunMessage(StunMessage.AllocateRequest).With(StunMessage.RequestedTransport, Udp), cancel);
        Assert.Equal((StunMessage.AllocateError, 401), (challenge.Type, challenge.Error)); // nobody gets one without a credential

        var realm = challenge.Text(StunMessage.Realm);
        var request = new StunMessage(StunMessage.AllocateRequest)
            .With(StunMessage.RequestedTransport, Udp)
            .With(StunMessage.Username, username)
            .With(StunMessage.Realm, realm)
            .With(StunMessage.Nonce, challenge.Find(StunMessage.Nonce)!)
            .Signed(username, realm, password);
        var answer = await AskAsync(socket, server, request, cancel);
        if (answer.Type != StunMessage.AllocateSuccess) return answer.Error;
        Assert.NotNull(answer.Find(StunMessage.RelayedAddress));
        return 0;
    }

    private static async Task<StunMessage> AskAsync(UdpClient socket, IPEndPoint server, StunMessage request, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await AskOnceAsync(socket, server, request, AnswerWithin, cancel) is { } answer) return answer;
        }

        throw new TimeoutException($"The relay at {server} did not answer.");
    }

    private static async Task<StunMessage?> AskOnceAsync(UdpClient socket, IPEndPoint server, StunMessage request, TimeSpan within, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(within);
        try
        {
            await socket.SendAsync(request.Write(), server, patience.Token);
            while (true)
            {
                var answer = StunMessage.Read((await socket.ReceiveAsync(patience.Token)).Buffer);
                if (answer.Transaction.AsSpan().SequenceEqual(request.Transaction)) return answer;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException)
        {
            return null; // nobody listens there yet
        }
    }
}
