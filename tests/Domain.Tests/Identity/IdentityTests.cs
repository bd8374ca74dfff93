using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Domain.Tests.Identity;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("default")]
    [InlineData("Tab_1-z")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 64 characters
    public void DeviceTryParse_AllowedCharacters_AreTaken(string text) => Assert.True(DeviceId.TryParse(text, out var device) && device.Value == text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" tab")]
    [InlineData("tab 1")]
    [InlineData("tab\n1")]
    [InlineData("tab\0")]
    [InlineData("tab:1")]
    [InlineData("=tab")] // the signs of a device filter
    [InlineData("!tab")]
    [InlineData("täb")]
    [InlineData("{tab}")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 65 characters
    public void DeviceTryParse_AnythingElse_IsRefused(string? text) => Assert.False(DeviceId.TryParse(text, out _));

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@example.com")]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82")]
    [InlineData("Ann Lee")]
    [InlineData("Zoë 李 😀")]
    [InlineData("{x}:*?")]
    public void UserTryParse_PrintableText_IsTaken(string text) => Assert.True(UserId.TryParse(text, out var user) && user.Value == text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" ann")]
    [InlineData("ann\u00a0")]
    [InlineData("ann\u2003")]
    [InlineData("an\0n")]
    [InlineData("an\r\nn")]
    [InlineData("an\u001bn")]
    [InlineData("an\u007fn")]
    [InlineData("an\u0085n")]
    public void UserTryParse_ControlCharactersAndBlanksAround_AreRefused(string? text) => Assert.False(UserId.TryParse(text, out _));

    [Fact]
    public void UserTryParse_HalfASurrogatePair_IsRefused() => // not inline data: the runner could not write it down
        Assert.All(["ann\ud800", "\udc00ann", "\udc00\ud800", "\ud800\ud800\udc00"], text => Assert.False(UserId.TryParse(text, out _)));

    [Fact]
    public void UserTryParse_Length_IsBounded() =>
        Assert.Equal((true, false), (UserId.TryParse(new string('a', UserId.MaxLength), out _), UserId.TryParse(new string('a', UserId.MaxLength + 1), out _)));

    [Fact]
    public void CompareTo_Ids_OrdersByCodeUnits() =>
        Assert.True(new UserId("B").CompareTo(new UserId("a")) < 0 && new DeviceId("a").CompareTo(new DeviceId("b")) < 0);

    [Fact]
    public void ToString_UserOfATenant_NamesBoth() => Assert.Equal("t1/ann", new UserKey(new("t1"), new("ann")).ToString());
}
