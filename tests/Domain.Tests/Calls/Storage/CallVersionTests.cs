using Signaling.Domain.Calls.Storage;
using Xunit;

namespace Signaling.Domain.Tests.Calls.Storage;

public sealed class CallVersionTests
{
    [Fact]
    public void Next_AnyVersion_CountsOnWithAFreshNonce() => Assert.Equal(new CallVersion(13, "b"), new CallVersion(12, "a").Next("b"));

    [Fact]
    public void Equality_SameCounterOtherNonce_IsAnotherVersion() => Assert.NotEqual(new CallVersion(12, "a"), new CallVersion(12, "b"));

    [Theory]
    [InlineData("1-a")]
    [InlineData("12-x7Gq")]
    [InlineData("12--_-")]
    [InlineData("9223372036854775807-n")]
    public void TryParse_WhatToStringWrote_RoundTrips(string text)
    {
        Assert.True(CallVersion.TryParse(text, out var version));
        Assert.Equal(text, version.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("12")]
    [InlineData("12-")]
    [InlineData("-1-a")]
    [InlineData("a-1")]
    [InlineData("\"12-a\"")] // the quotes are the header's
    [InlineData("12-a\"")]
    [InlineData("12-a b")]
    [InlineData("12-a\r\nX: y")]
    [InlineData("1\0-a")]
    [InlineData("+1-a")]
    [InlineData("1e3-a")]
    [InlineData("9223372036854775808-n")]
    [InlineData("1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 65 characters
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(CallVersion.TryParse(text, out _));
}
