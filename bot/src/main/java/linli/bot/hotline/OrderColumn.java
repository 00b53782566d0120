package linli.bot.hotline;

import java.util.Arrays;
import java.util.Optional;

/** A column of the hotline's table and its header. */
enum OrderColumn {
  NUMBER("工单编号", true),
  CONTENT("诉求内容", true),
  TYPE("诉求类型", false),
  ADDRESS("地址", false),
  PHONE("联系电话", false),
  DUE("办理期限", false);

  private final String header;
  private final boolean required;

  OrderColumn(String header, boolean required) {
    this.header = header;
    this.required = required;
  }

  String header() {
    return header;
  }

  boolean required() {
    return required;
  }

  static Optional<OrderColumn> of(String header) {
    return Arrays.stream(values()).filter(column -> column.header.equals(header)).findFirst();
  }
}
