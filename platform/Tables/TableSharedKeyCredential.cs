using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The name and key of a storage account.</summary>
public class TableSharedKeyCredential
{
    private byte[] _key;

    /// <summary>A credential of an account.</summary>
    /// <param name="accountName">The account.</param>
    /// <param name="accountKey">One of its keys, base64.</param>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        ArgumentNullException.ThrowIfNull(accountKey);
        AccountName = accountName;
        _key = Convert.FromBase64String(accountKey);
    }

    /// <summary>The account.</summary>
    public string AccountName { get; }

    /// <summary>Changes the key, for its rotation; requests already on their way keep the old one.</summary>
    /// <param name="accountKey">The new key, base64.</param>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public void SetAccountKey(string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountKey);
        Volatile.Write(ref _key, Convert.FromBase64String(accountKey));
    }

    /// <summary>The base64 HMAC-SHA256 of the text.</summary>
    internal string Sign(string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref _key), Encoding.UTF8.GetBytes(text)));
}
