using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Settings that cannot work are refused at start, in words that say what to write instead.</summary>
public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("localhost"), InlineData("redis.example.org:6380"), InlineData("10.0.0.1:6379,10.0.0.2:6379 , 10.0.0.3"), InlineData("[2001:db8::1]:6379"), InlineData("my_redis-1:7000")]
    public void Validate_Endpoints_AreTaken(string endpoints) => Assert.True(Validate(new RedisOptions { Endpoints = endpoints }).Succeeded);

    [Theory]
    [InlineData("rediss://localhost:6380", "Redis:Tls=true"), InlineData("redis://user:secret@host", "Redis:Password")]
    [InlineData("sentinel:26379,serviceName=mymaster", "Sentinel"), InlineData("host:6379,user=edge", "ACL user names"), InlineData("host:6379,password=secret", "'password='")]
    [InlineData("edge:secret@host:6379", "ACL user names"), InlineData("", "empty"), InlineData("host:6379,", "empty"), InlineData("host:port", "no address"), InlineData("host:0", "no address")]
    [InlineData("ho st:1", "no address"), InlineData("host:70000", "no address")]
    public void Validate_WrongEndpoints_AreRefusedWithWhatToDo(string endpoints, string says)
    {
        var result = Validate(new RedisOptions { Endpoints = endpoints });

        Assert.True(result.Failed);
        Assert.Contains(says, result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rediss://localhost:6380"), InlineData("sentinel:26379,serviceName=mymaster"), InlineData("host:6379,user=edge")]
    public void Validate_WhatTheClientCannotDo_IsNamedWithItsVersion(string endpoints) =>
        Assert.Contains("StackExchange.Redis 1.2.6", Validate(new RedisOptions { Endpoints = endpoints }).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("s1:26379,s2", "calls", null, null)]
    [InlineData("s1:26379, [2001:db8::1]:26379", "my.primary_1-a", "secret", null)]
    [InlineData(null, null, null, null)]
    [InlineData("s1:26379", null, null, "Redis:SentinelName")]
    [InlineData("s1:26379", "my primary", null, "sentinel monitor")]
    [InlineData(null, "calls", null, "without Redis:Sentinels")]
    [InlineData(null, null, "secret", "Redis:SentinelPassword")]
    [InlineData("s1:port", "calls", null, "no address")]
    [InlineData("s1,", "calls", null, "no address")]
    [InlineData("user:secret@s1", "calls", null, "Redis:SentinelPassword")]
    [InlineData("s1:26379,serviceName=calls", "calls", null, "settings of their own")]
    public void Validate_Sentinels_AreTakenOrRefusedWithWhatToDo(string? sentinels, string? name, string? password, string? says)
    {
        var result = Validate(new RedisOptions { Sentinels = sentinels, SentinelName = name, SentinelPassword = password });

        Assert.Equal(says is null, result.Succeeded);
        Assert.Contains(says ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralWrongSettings_AreAllNamed()
    {
        var message = Validate(new RedisOptions { Endpoints = "", KeyPrefix = "a:b", Database = 16, CommandTimeout = TimeSpan.Zero }).FailureMessage;

        foreach (var setting in new[] { "Endpoints", "KeyPrefix", "Database", "CommandTimeout" }) Assert.Contains(setting, message, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(RedisOptions options) => new RedisOptionsValidator().Validate(null, options);
}
