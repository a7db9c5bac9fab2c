using System.Text;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Tests.Secrets;

public sealed class FolderSecretsTests : IDisposable
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("nimbus-folder-secrets-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Read_WhatAnotherWrote_IsTheValue()
    {
        await New().WriteAsync(Tenant, "a", "value one", Stop);
        await New().WriteAsync(Tenant, "a", "value two", Stop);

        Assert.Equal("value two", await New().ReadAsync(Tenant, "a", Stop));
        Assert.Null(await New().ReadAsync(Tenant, "b", Stop));
    }

    [Fact]
    public async Task Remove_Repeated_LeavesNothing()
    {
        await New().WriteAsync(Tenant, "a", "value", Stop);
        await New().RemoveAsync(Tenant, "a", Stop);
        await New().RemoveAsync(Tenant, "a", Stop);

        Assert.Null(await New().ReadAsync(Tenant, "a", Stop));
    }

    [Fact]
    public async Task Files_HoldNoValue_AndOnlyThisUserReadsThem()
    {
        await New().WriteAsync(Tenant, "a", "a value to be found", Stop);

        foreach (var file in Files())
        {
            Assert.DoesNotContain("a value", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file.FullName, Stop)), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        }
    }

    [Fact]
    public async Task Read_OfAFilePutInAnothersPlace_IsRefused()
    {
        await New().WriteAsync(Tenant, "a", "value", Stop);
        File.Copy(PathOf("a"), PathOf("b"));

        await Assert.ThrowsAsync<SecretStoreException>(() => New().ReadAsync(Tenant, "b", Stop));
    }

    [Fact]
    public async Task Read_OfADamagedFile_IsRefused()
    {
        await New().WriteAsync(Tenant, "a", "value", Stop);
        var bytes = await File.ReadAllBytesAsync(PathOf("a"), Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf("a"), bytes, Stop);

        await Assert.ThrowsAsync<SecretStoreException>(() => New().ReadAsync(Tenant, "a", Stop));
    }

    [Fact]
    public async Task Write_ByManyAtOnceIntoANewFolder_UsesOneKey()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => New().WriteAsync(Tenant, $"n{number}", $"value {number}", Stop), Stop)));

        for (var number = 0; number < 20; number++)
            Assert.Equal($"value {number}", await New().ReadAsync(Tenant, $"n{number}", Stop));
        Assert.Equal(21, Files().Length);
    }

    private FolderSecrets New() => new(Path.Combine(folder.FullName, "secrets"));

    private FileInfo[] Files() => new DirectoryInfo(Path.Combine(folder.FullName, "secrets")).GetFiles();

    private string PathOf(string name) => Path.Combine(folder.FullName, "secrets", $"{Tenant}-{name}");
}
