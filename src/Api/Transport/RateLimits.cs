using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Identity;

namespace Signaling.Api.Transport;

/// <summary>Holds users and addresses to their allowance, and tells them what is left of it.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private static readonly PathString[] Exempt = ["/healthz", "/metrics", "/v1/ping"];

    private readonly bool enabled = options.Value.Enabled;
    private readonly RateBuckets<UserKey> users = new(options.Value.UserBurst, options.Value.UserPerSecond, clock);
    private readonly RateBuckets<UserKey> attaches = new(options.Value.AttachBurst, options.Value.AttachPerSecond, clock);
    private readonly RateBuckets<UInt128> addresses = new(options.Value.AddressBurst, options.Value.AddressPerSecond, clock);

    /// <summary>Before anything costs much: the address.</summary>
    public Task LimitAddressAsync(HttpContext context, RequestDelegate next)
    {
        if (!enabled || IsExempt(context.Request.Path)) return next(context);
        var allowance = addresses.Take(KeyOf(context.Connection.RemoteIpAddress));
        return allowance.Allowed ? next(context) : RefuseAsync(context, allowance, "This address sent too many requests.");
    }

    /// <summary>Once it is known who calls: the user, with a bucket of its own for opening event streams.</summary>
    public Task LimitUserAsync(HttpContext context, RequestDelegate next)
    {
        if (!enabled || IsExempt(context.Request.Path) || context.Features.Get<Caller>() is not { } caller) return next(context);
        var allowance = (EventPaths.Include(context.Request.Path) ? attaches : users).Take(new(caller.Tenant, caller.User));
        if (!allowance.Allowed) return RefuseAsync(context, allowance, "This user sent too many requests.");
        Tell(context, allowance);
        return next(context);
    }

    private static bool IsExempt(PathString path) => Array.Exists(Exempt, exempt => path.StartsWithSegments(exempt));

    private static Task RefuseAsync(HttpContext context, Allowance allowance, string detail)
    {
        Tell(context, allowance);
        context.Response.Headers.RetryAfter = allowance.RetryInSeconds.ToString();
        return Problem.WriteAsync(context, "rate_limited", $"{detail} Wait {allowance.RetryInSeconds} s.");
    }

    private static void Tell(HttpContext context, Allowance allowance)
    {
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = allowance.Limit.ToString();
        headers["RateLimit-Remaining"] = allowance.Remaining.ToString();
        headers["RateLimit-Reset"] = allowance.FullInSeconds.ToString();
    }

    /// <summary>An IPv4 address, or the /64 of an IPv6 one: a host has a whole /64 to choose from.</summary>
    internal static UInt128 KeyOf(IPAddress? address)
    {
        if (address is null) return UInt128.MaxValue;
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
